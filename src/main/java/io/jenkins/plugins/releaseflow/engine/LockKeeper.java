package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Hold;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives out the environments' locks and takes them away: queue, supersede, hold and break. Reads and writes the disk, except where said otherwise. Safe for
 * use by many threads.
 */
final class LockKeeper {
    private static final Logger LOGGER = Logger.getLogger(LockKeeper.class.getName());

    private static final Origin NOBODY = new Origin("", "", "", "", "");

    private final OpenReleases releases;
    private final Ledger ledger;
    private final Clock clock;

    LockKeeper(OpenReleases releases, Ledger ledger, Clock clock) {
        this.releases = releases;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Puts a new release on record, in the place that its policy gives it.
     *
     * @throws IllegalArgumentException with a message for people, where the environment is not known or on hold
     */
    Release open(ReleaseOpening opening) {
        releases.requireKnown(opening.environment(), opening.origin());
        refusal(opening.kind(), opening.environment()).ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal);
        });
        Release opened = releases.open(opening).current();
        if (opening.lockPolicy() == LockPolicy.SUPERSEDE) {
            supersede(opened);
        }
        return opened;
    }

    /** Done when the lock is the release's, in memory; {@link #taken} puts that on record. Cancelled where the release ends while it waits. */
    CompletableFuture<Void> acquire(ReleaseId id, NodeConsole console) {
        LockPlace place = LockPlace.of(require(id).current());
        return releases.lockOf(id.environment())
                .acquire(place, waiting -> console.println("Waiting for " + text(waiting)));
    }

    /**
     * Puts on record that the release holds the lock.
     *
     * @throws IllegalArgumentException with a message for people, where the environment is on hold; then the release is ended
     * @throws RuntimeException where the release is not open any more, as {@link #notOpen} says
     */
    Release taken(ReleaseId id) {
        OpenRelease release = require(id);
        Release current = release.current();
        Optional<String> refusal =
                current.lockedAt().isPresent() ? Optional.empty() : refusal(current.kind(), id.environment());
        if (refusal.isPresent()) {
            release.end(ReleaseState.ABORTED, refusal.get());
            releases.ended(release);
            throw new IllegalArgumentException(refusal.get());
        }
        return release.takeLock().orElseThrow(() -> notOpen(id));
    }

    /** Why nothing of that kind may be released to the environment; empty where it may. */
    private Optional<String> refusal(ReleaseKind kind, String environment) {
        return kind == ReleaseKind.ROLLBACK
                ? Optional.empty()
                : ledger.environment(environment)
                        .hold()
                        .map(hold -> "environment: " + environment + " is " + hold.text() + "; lift it, or roll back");
    }

    /** What a release waits for; empty where it does not wait. Memory only. */
    Optional<String> waiting(ReleaseId id) {
        return releases.knownLock(id.environment())
                .flatMap(lock -> lock.waiting(id))
                .map(this::text);
    }

    private String text(EnvironmentLock.Waiting waiting) {
        ReleaseId holder = waiting.holder().id();
        return waiting.holder().text(clock.instant()) + ", which holds the lock of " + holder.environment()
                + releases.trouble(holder)
                        .map(trouble -> " and with which nobody goes on (" + trouble + ")")
                        .orElse("")
                + "; place " + waiting.place() + " of " + waiting.length() + " in the queue";
    }

    /** Ends the older releases that still wait, except for rollbacks and those of the same build. */
    private void supersede(Release newer) {
        ledger.environment(newer.id().environment()).list().stream()
                .filter(summary -> summary.state() == ReleaseState.WAITING)
                .filter(summary -> summary.kind() == ReleaseKind.RELEASE)
                .map(ReleaseSummary::id)
                .filter(id -> id.number() < newer.id().number())
                .forEach(id -> supersede(id, newer));
    }

    private void supersede(ReleaseId id, Release newer) {
        try {
            releases.find(id).filter(release -> release.supersede(newer)).ifPresent(releases::ended);
        } catch (IllegalArgumentException unconfigured) {
            LOGGER.log(Level.WARNING, unconfigured, () -> "Release " + id + " waits, and can't be superseded");
        }
    }

    /** Who holds the lock, who waits, and whether there is a hold. */
    EnvironmentStatus status(String environment) {
        releases.requireKnown(environment, NOBODY);
        EnvironmentStatus status = EnvironmentStatus.of(ledger.environment(environment));
        return status.with(status.holder().map(LockPlace::id).flatMap(releases::trouble));
    }

    Hold hold(String environment, Decision by) {
        releases.requireKnown(environment, NOBODY);
        return ledger.environment(environment).hold(by, clock.instant());
    }

    Hold lift(String environment, Decision by) {
        releases.requireKnown(environment, NOBODY);
        return ledger.environment(environment).lift(by, clock.instant());
    }

    /** Takes the lock from who holds it, and gives it to the next. */
    Release breakLock(String environment, Decision by) {
        releases.requireKnown(environment, NOBODY);
        return releases.lockOf(environment)
                .holder()
                .map(holder -> releases.breakLock(holder.id(), by))
                .orElseThrow(() -> new IllegalArgumentException(LockBreak.free(environment)));
    }

    /** Why nothing can be done with a release that is not open: it was superseded, its lock was broken, or it ended otherwise. */
    RuntimeException notOpen(ReleaseId id) {
        Optional<Release> release = ledger.environment(id.environment()).read(id.number());
        Optional<RuntimeException> superseded =
                release.flatMap(Release::supersededBy).map(SupersededException::new);
        return superseded
                .or(() -> release.flatMap(Release::brokenBy).map(by -> new LockBrokenException(id, by)))
                .orElseGet(() -> new IllegalStateException("Release " + id + " is not open"));
    }

    private OpenRelease require(ReleaseId id) {
        return releases.find(id).orElseThrow(() -> notOpen(id));
    }
}
