package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

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
    private final Map<ReleaseId, String> troubles = new ConcurrentHashMap<>();

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
                new OperationClaims(ledger),
                promotions(opening.origin()),
                platforms.of(opening.environment(), opening.origin()),
                listeners,
                clock);
        lockOf(opening.environment());
        ReleaseEvent.Opened[] first = new ReleaseEvent.Opened[1];
        OpenRelease opened;
        // Once it is on record others find it there, and would take it up as a second one.
        synchronized (this) {
            Release made = setting.ledger().open(id -> {
                first[0] = new ReleaseEvent.Opened(
                        clock.instant(),
                        id,
                        opening.kind(),
                        opening.name(),
                        opening.description(),
                        opening.origin(),
                        opening.allowOlder(),
                        opening.rollback());
                return first[0];
            });
            opened = new OpenRelease(setting, made);
            open.put(made.id(), opened);
        }
        Release release = opened.current();
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
        if (release.get().brokenBy().isPresent()) {
            breakOnRecord(environment, release.get(), release.get().brokenBy().get());
            return Optional.empty();
        }
        OpenRelease taken = new OpenRelease(
                new OpenRelease.Setting(
                        environment,
                        new OperationClaims(ledger),
                        promotions(ledger.originNow(release.get())),
                        platformOf(release.get()),
                        listeners,
                        clock),
                release.get());
        open.put(id, taken);
        return Optional.of(taken);
    }

    private Promotions promotions(Origin origin) {
        return new Promotions(ledger, environment -> platforms.of(environment, origin));
    }

    private Platform platformOf(Release release) {
        try {
            Platform platform = platforms.of(release.id().environment(), ledger.originNow(release));
            troubles.remove(release.id());
            return platform;
        } catch (IllegalArgumentException unconfigured) {
            troubles.put(release.id(), String.valueOf(unconfigured.getMessage()));
            throw unconfigured;
        }
    }

    /** Why a release could not be taken up when that was last tried; empty where it could, or nobody tried. Memory only. */
    Optional<String> trouble(ReleaseId id) {
        return Optional.ofNullable(troubles.get(id));
    }

    /** The releases that could not be taken up. Memory only. */
    Set<ReleaseId> troubled() {
        return Set.copyOf(troubles.keySet());
    }

    /**
     * Refuses an environment that is neither on record nor configured, so that a slip of the pen makes no new one.
     *
     * @param origin who asks
     * @throws IllegalArgumentException with a message for people
     */
    void requireKnown(String environment, Origin origin) {
        if (!ledger.environments().contains(environment)) {
            platforms.of(environment, origin);
        }
    }

    /** Takes the lock from a release and ends it, whether it can be taken up or not. Writes the disk. */
    synchronized Release breakLock(ReleaseId id, Decision by) {
        EnvironmentLedger environment = ledger.environment(id.environment());
        try {
            Optional<OpenRelease> release = find(id);
            if (release.isPresent()) {
                Release broken = release.get().breakLock(by);
                release.get().runs().forEach(NodeRun::endedByRecord);
                ended(release.get());
                return broken;
            }
        } catch (IllegalArgumentException unconfigured) {
            return breakOnRecord(environment, environment.read(id.number()).orElseThrow(), by);
        }
        lockOf(id.environment()).release(id);
        return environment.read(id.number()).orElseThrow();
    }

    private Release breakOnRecord(EnvironmentLedger environment, Release release, Decision by) {
        Release broken = release;
        for (ReleaseEvent event : LockBreak.events(release, by, Optional.empty(), clock.instant())) {
            Release next = environment.append(broken, event);
            listeners.forEach(listener -> listener.changed(next, event));
            broken = next;
        }
        troubles.remove(release.id());
        lockOf(release.id().environment()).release(release.id());
        return broken;
    }

    /** Forgets a release that has ended, and gives its lock to the next. */
    void ended(OpenRelease release) {
        open.remove(release.id());
        lockOf(release.id().environment()).release(release.id());
    }

    /** Does something about a platform where no release is open on it. None is opened or taken up meanwhile. */
    synchronized void whereIdle(Platform platform, Consumer<Platform> action) {
        if (open.values().stream().noneMatch(release -> release.platform().equals(platform))) {
            action.accept(platform);
        }
    }

    /** The lock of an environment, held by the release that holds it by the ledger. Reads the disk when first asked for. */
    EnvironmentLock lockOf(String environment) {
        return locks.computeIfAbsent(environment, name -> {
            EnvironmentLock lock = new EnvironmentLock(clock);
            EnvironmentStatus.of(ledger.environment(name)).holder().ifPresent(lock::heldBy);
            return lock;
        });
    }

    /** The lock of an environment, where it was asked for before. Memory only. */
    Optional<EnvironmentLock> knownLock(String environment) {
        return Optional.ofNullable(locks.get(environment));
    }
}
