package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Clock;

/** Describes a release anew, whether it runs or ended long ago. */
final class Description {
    private static final int MOST_LETTERS = 2000;

    private final Ledger ledger;
    private final OpenReleases releases;
    private final Clock clock;

    Description(Ledger ledger, OpenReleases releases, Clock clock) {
        this.ledger = ledger;
        this.releases = releases;
        this.clock = clock;
    }

    Release change(ReleaseId id, String text, String who) {
        if (text.length() > MOST_LETTERS) {
            throw new IllegalArgumentException("description: has " + text.length() + " characters, and " + MOST_LETTERS
                    + " are the most; put the rest where it links to");
        }
        ReleaseEvent event = new ReleaseEvent.Described(clock.instant(), text, who);
        return releases.known(id).map(open -> open.append(event)).orElseGet(() -> ledger.environment(id.environment())
                .change(id.number(), release -> event));
    }
}
