package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The watchers of all platforms: one for each platform, and one pace for all that share a request budget. Safe for use by many threads. */
final class OperationWatchers {
    private final Function<Platform, EngineSettings> settings;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<Platform, OperationWatcher> watchers = new ConcurrentHashMap<>();
    private final Map<Object, RequestPace> paces = new ConcurrentHashMap<>();

    OperationWatchers(
            Function<Platform, EngineSettings> settings,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random) {
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
    }

    OperationWatcher of(Platform platform) {
        return watchers.computeIfAbsent(
                platform,
                known -> new OperationWatcher(
                        known, settings.apply(known).poll(), paceOf(known), executor, clock, random));
    }

    /** The pace of all that is asked with one budget. */
    RequestPace paceOf(Platform platform) {
        return paces.computeIfAbsent(
                platform.budgetOwner(),
                owner -> new RequestPace(
                        platform::budget,
                        platform.isLocal() ? RequestPace.Burst.LOCAL : RequestPace.Burst.CLOUD,
                        clock));
    }

    /** Nothing waits on this platform any more. The pace of its budget stays, since what was used is used. */
    void forget(Platform platform) {
        watchers.remove(platform);
    }

    /** Looks at once at resources of some platforms, since word was sent of them; at all that is waited for there where no resource is named. */
    void wake(Predicate<Platform> where, Set<String> resources) {
        watchers.forEach((platform, watcher) -> {
            if (!where.test(platform)) {
                return;
            }
            if (resources.isEmpty()) {
                watcher.wake();
            } else {
                resources.forEach(watcher::wake);
            }
        });
    }

    /** Looks at once at what is waited for on any platform, since one of them sent word. */
    void wake() {
        watchers.values().forEach(OperationWatcher::wake);
    }

    /** Looks at once at a resource, on whatever platform it is waited for, since its platform sent word of it. */
    void wake(String resource) {
        watchers.values().forEach(watcher -> watcher.wake(resource));
    }
}
