package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the record of a release says when its lock is taken away: what ran is in doubt from then on, since nobody watches it any more; what was not asked
 * for never will be; and the release ends.
 */
public final class LockBreak {
    private LockBreak() {}

    /**
     * The events that break the lock and end the release; those that are on record already are left out. A pure function.
     *
     * @param by who decides; where the record names somebody already, that stays
     * @param platform where its nodes ran; empty where that is not configured any more
     */
    static List<ReleaseEvent> events(Release release, Decision by, Optional<Platform> platform, Instant at) {
        List<ReleaseEvent> events = new ArrayList<>();
        if (!release.isOpen()) {
            return events;
        }
        if (release.brokenBy().isEmpty()) {
            events.add(new ReleaseEvent.LockBroken(at, by));
        }
        String why = LockBrokenException.text(release.id(), release.brokenBy().orElse(by));
        for (Node node : release.nodeList()) {
            if (node.state() == NodeState.RUNNING) {
                events.add(ended(
                        at,
                        node,
                        NodeState.IN_DOUBT,
                        DoubtText.message(node, platform, why + ", and nobody watches what it started any more")));
            } else if (node.state() == NodeState.WAITING) {
                events.add(
                        node.failedAttempts().isEmpty()
                                ? ended(at, node, NodeState.ABORTED, why + "; nothing was asked of the platform")
                                : OpenRelease.notTriedAgain(node, at));
            }
        }
        ReleaseEnding ending = ReleaseEnding.of(after(release, events), ReleaseState.ABORTED, why);
        events.add(new ReleaseEvent.Ended(at, ending.outcome(), ending.message()));
        return events;
    }

    /**
     * Breaks the lock in the ledger alone, where no engine is at work on it.
     *
     * @return the release that held it, as it ended
     * @throws IllegalArgumentException with a message for people, where nobody holds it
     * @throws io.jenkins.plugins.releaseflow.ledger.LedgerException where it can't be recorded
     */
    public static Release onRecord(EnvironmentLedger ledger, Decision by, Instant at) {
        LockPlace holder = EnvironmentStatus.of(ledger)
                .holder()
                .orElseThrow(() -> new IllegalArgumentException(free(ledger.environment())));
        Release release = ledger.read(holder.id().number()).orElseThrow();
        for (ReleaseEvent event : events(release, by, Optional.empty(), at)) {
            release = ledger.append(release, event);
        }
        return release;
    }

    static String free(String environment) {
        return "environment: no release holds the lock of " + environment + "; there is nothing to break";
    }

    private static ReleaseEvent ended(Instant at, Node node, NodeState state, String message) {
        return new ReleaseEvent.NodeEnded(at, node.id(), state, Map.of(), Optional.of(Failure.of(message)));
    }

    private static Release after(Release release, List<ReleaseEvent> events) {
        Release after = release;
        for (ReleaseEvent event : events) {
            after = ReleaseFold.next(after, event);
        }
        return after;
    }
}
