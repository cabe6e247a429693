package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The releases that have not ended, and the locks that they hold. After a start of the controller both come from the ledger, when they are first asked for:
 * so a build that is resumed early finds its release, and a new release finds the lock taken. Safe for use by many threads.
 */
final class OpenReleases {
    private final Ledger ledger;
    private final Platforms platforms;
    private final List<ReleaseListener> listeners;
    private final Clock clock;
    private final Map<ReleaseId, OpenRelease> open = new ConcurrentHashMap<>();
    private final Map<String, EnvironmentLock> locks = new ConcurrentHashMap<>();

    OpenReleases(Ledger ledger, Platforms platforms, List<ReleaseListener> listeners, Clock clock) {
        this.ledger = ledger;
        this.platforms = platforms;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** Puts a new release on record. Reads and writes the disk. */
    OpenRelease open(ReleaseOpening opening) {
        OpenRelease.Setting setting = new OpenRelease.Setting(
                ledger.environment(opening.environment()),
                platforms.of(opening.environment(), opening.origin()),
                listeners,
                clock);
        lockOf(opening.environment());
        ReleaseEvent.Opened[] first = new ReleaseEvent.Opened[1];
        Release release = setting.ledger().open(id -> {
            first[0] = new ReleaseEvent.Opened(
                    clock.instant(), id, opening.kind(), opening.name(), opening.description(), opening.origin());
            return first[0];
        });
        OpenRelease opened = new OpenRelease(setting, release);
        open.put(release.id(), opened);
        listeners.forEach(listener -> listener.changed(release, first[0]));
        return opened;
    }

    /** The release, if it was opened or taken up already. */
    Optional<OpenRelease> known(ReleaseId id) {
        return Optional.ofNullable(open.get(id));
    }

    List<OpenRelease> known() {
        return List.copyOf(open.values());
    }

    /**
     * The release, taken up from the ledger where that is needed; empty where it has ended or never was. Reads the disk.
     *
     * @throws IllegalArgumentException where its environment is not configured any more
     */
    synchronized Optional<OpenRelease> find(ReleaseId id) {
        OpenRelease here = open.get(id);
        if (here != null) {
            return Optional.of(here);
        }
        EnvironmentLedger environment = ledger.environment(id.environment());
        Optional<Release> release = environment.read(id.number()).filter(Release::isOpen);
        if (release.isEmpty()) {
            return Optional.empty();
        }
        OpenRelease taken = new OpenRelease(
                new OpenRelease.Setting(
                        environment,
                        platforms.of(id.environment(), release.get().origin()),
                        listeners,
                        clock),
                release.get());
        open.put(id, taken);
        return Optional.of(taken);
    }

    /** Forgets a release that has ended, and gives its lock to the next. */
    void ended(OpenRelease release) {
        open.remove(release.id());
        lockOf(release.id().environment()).release(release.id());
    }

    /** The lock of an environment, held by the release that holds it by the ledger. Reads the disk when first asked for. */
    EnvironmentLock lockOf(String environment) {
        return locks.computeIfAbsent(environment, name -> {
            EnvironmentLock lock = new EnvironmentLock();
            EnvironmentLedger releases = ledger.environment(name);
            releases.list().stream()
                    .filter(summary -> !summary.state().isEnd())
                    .map(ReleaseSummary::id)
                    .filter(id -> releases.read(id.number())
                            .flatMap(Release::lockedAt)
                            .isPresent())
                    .forEach(lock::acquire);
            return lock;
        });
    }
}
