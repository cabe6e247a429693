package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Hold;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who holds an environment's lock, who waits for it, and whether the environment is on hold.
 *
 * @param environment name of the environment
 * @param holder the release that holds the lock; empty where it is free
 * @param trouble why nobody goes on with the holder, for example since its platform is not configured any more; empty where somebody does
 * @param queue who waits, next first
 * @param hold the hold that it is on
 */
public record EnvironmentStatus(
        String environment,
        Optional<LockPlace> holder,
        Optional<String> trouble,
        List<LockPlace> queue,
        Optional<Hold> hold) {
    public EnvironmentStatus {
        queue = List.copyOf(queue);
    }

    /** What the ledger tells, which is also what holds after a restart. Reads the open releases from the disk. */
    public static EnvironmentStatus of(EnvironmentLedger ledger) {
        List<Release> open = ledger.list().stream()
                .filter(summary -> !summary.state().isEnd())
                .map(ReleaseSummary::id)
                .flatMap(id -> ledger.read(id.number()).stream())
                .filter(Release::isOpen)
                .sorted(Comparator.comparing(release -> release.id().number()))
                .toList();
        return new EnvironmentStatus(
                ledger.environment(),
                open.stream().filter(Release::holdsLock).findFirst().map(LockPlace::of),
                Optional.empty(),
                open.stream()
                        .filter(release -> release.lockedAt().isEmpty()
                                && release.brokenBy().isEmpty())
                        .map(LockPlace::of)
                        .toList(),
                ledger.hold());
    }

    EnvironmentStatus with(Optional<String> found) {
        return new EnvironmentStatus(environment, holder, found, queue, hold);
    }
}
