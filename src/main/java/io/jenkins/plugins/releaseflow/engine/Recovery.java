package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes up what the ledger shows as open. Reads the disk. Safe for use by many threads. */
final class Recovery {
    private static final Logger LOGGER = Logger.getLogger(Recovery.class.getName());

    private final Ledger ledger;
    private final OpenReleases releases;
    private final Consumer<OpenRelease> lost;

    /**
     * @param lost brings a release to an end whose build does not come back
     */
    Recovery(Ledger ledger, OpenReleases releases, Consumer<OpenRelease> lost) {
        this.ledger = ledger;
        this.releases = releases;
        this.lost = lost;
    }

    /** Takes up all releases; one whose build comes back is left to that build's steps. */
    void all(Predicate<Origin> comesBack) {
        ledger.environments().forEach(name -> environment(name, comesBack));
    }

    /** Takes up what could not be taken up before. */
    void troubled(Predicate<Origin> comesBack) {
        releases.troubled().forEach(id -> release(id, comesBack));
    }

    /** An environment whose history can't be read does not keep the others from being taken up. */
    private void environment(String environment, Predicate<Origin> comesBack) {
        try {
            ledger.environment(environment).list().stream()
                    .filter(summary -> !summary.state().isEnd())
                    .forEach(summary -> release(summary.id(), comesBack));
        } catch (LedgerException unreadable) {
            LOGGER.log(Level.SEVERE, unreadable, () -> "Releases of " + environment + " can't be taken up");
        }
    }

    private void release(ReleaseId id, Predicate<Origin> comesBack) {
        try {
            releases.find(id)
                    .filter(release -> !comesBack.test(ledger.originNow(release.current())))
                    .ifPresent(lost);
        } catch (IllegalArgumentException | LedgerException unconfigured) {
            LOGGER.log(Level.WARNING, unconfigured, () -> "Release " + id + " is open and can't be taken up");
        }
    }
}
