package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.engine.WatchedResource.Key;
import io.jenkins.plugins.releaseflow.engine.WatchedResource.Watch;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Looks at all operations of one platform, with one look-up for each resource however many nodes wait on it, and no thread while nothing is due. Each resource
 * has its own interval, by its youngest operation; {@link RequestPace} has the last word. Safe for use by many threads; consumers are called without a lock held.
 */
final class OperationWatcher {
    private static final Logger LOGGER = Logger.getLogger(OperationWatcher.class.getName());

    /** Hears what the looks show, one look at a time. */
    interface Consumer {
        /** A look showed this. */
        void status(OperationStatus status, Duration untilNextLook);

        /** A look failed; the next follows by itself. */
        void trouble(PlatformException trouble, Duration untilNextLook);

        /** Nobody waits any more. */
        default void unwatched() {}
    }

    private record Look(WatchedResource resource, List<Watch> watches) {}

    private final Platform platform;
    private final PollSchedule schedule;
    private final RequestPace pace;
    private final LogReader logs;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<Key, WatchedResource> resources = new LinkedHashMap<>();
    /** The kinds of operations whose ends the platform has proved to announce. */
    private final Set<OperationKind> announced = EnumSet.noneOf(OperationKind.class);

    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private boolean looking;
    private int failures;

    OperationWatcher(
            Platform platform,
            PollSchedule schedule,
            RequestPace pace,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random) {
        this.platform = platform;
        this.schedule = schedule;
        this.pace = pace;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
        this.logs = new LogReader(schedule, pace, executor, clock, random);
    }

    /** Reads the logs of this platform's operations, at the same pace. */
    LogReader logs() {
        return logs;
    }

    /**
     * Watches an operation, beginning at once.
     *
     * @return ends the watch
     */
    synchronized Runnable watch(OperationReference reference, Consumer consumer) {
        Watch watch = new Watch(reference, consumer);
        Instant now = clock.instant();
        resources
                .computeIfAbsent(Key.of(reference), key -> new WatchedResource(key, now))
                .add(watch, now);
        lookIn(Duration.ZERO);
        return () -> {
            forget(watch);
            consumer.unwatched();
        };
    }

    /**
     * Looks at everything at once, since the platform sent word of something. Many words in a row make one look, and one more after it; a flood of them is slowed
     * down to a fifth of the budget.
     */
    void wake() {
        wake(key -> true);
    }

    /**
     * Looks at one resource at once, since the platform sent word of it.
     *
     * @param resource id of the job, service or addon. Nothing is done where nobody waits on it.
     */
    void wake(String resource) {
        wake(key -> key.resource().equals(resource));
    }

    private synchronized void wake(Predicate<Key> meant) {
        boolean any = false;
        for (WatchedResource resource : resources.values()) {
            if (meant.test(resource.key())) {
                resource.wake(clock.instant());
                any = true;
            }
        }
        if (any) {
            lookIn(Duration.ZERO);
        }
    }

    private synchronized void forget(Watch watch) {
        resources.computeIfPresent(Key.of(watch.reference()), (key, resource) -> {
            resource.remove(watch);
            return resource.isEmpty() ? null : resource;
        });
    }

    private synchronized void lookIn(Duration delay) {
        if (looking) {
            return;
        }
        timer.ifPresent(set -> set.cancel(false));
        timer = Optional.of(executor.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void look() {
        List<Look> looks = new ArrayList<>();
        synchronized (this) {
            if (looking) {
                return;
            }
            Optional<Duration> wait = takeDue(looks);
            if (looks.isEmpty()) {
                wait.ifPresent(this::lookIn);
                return;
            }
            looking = true;
        }
        Set<OperationReference> references =
                WatchedResource.references(looks.stream().map(Look::watches).toList());
        observe(references).whenCompleteAsync((statuses, failure) -> looked(looks, statuses, failure), executor);
    }

    /**
     * Takes what is due and has requests.
     *
     * @return how long to wait for what is left; empty where nothing is watched
     */
    private Optional<Duration> takeDue(List<Look> looks) {
        Instant now = clock.instant();
        Optional<Duration> shortest = Optional.empty();
        for (WatchedResource resource : WatchedResource.mostOverdueFirst(resources.values())) {
            Duration wait = untilLook(resource, now);
            if (wait.isZero()) {
                looks.add(new Look(resource, resource.begin(now)));
            } else if (shortest.isEmpty() || wait.compareTo(shortest.get()) < 0) {
                shortest = Optional.of(wait);
            }
        }
        return shortest;
    }

    /** Zero where its requests were taken. */
    private Duration untilLook(WatchedResource resource, Instant now) {
        Duration untilDue = Duration.between(now, resource.due());
        Optional<Duration> bySchedule = untilDue.isNegative() || untilDue.isZero()
                ? pace.take(RequestPurpose.LOOK, resource.requests())
                : Optional.of(untilDue);
        if (bySchedule.isEmpty()) {
            return Duration.ZERO;
        }
        Duration untilWord =
                resource.wordDue().map(word -> Duration.between(now, word)).orElse(bySchedule.get());
        Duration byWord = untilWord.isNegative() || untilWord.isZero()
                ? pace.take(RequestPurpose.WOKEN_LOOK, resource.requests()).orElse(Duration.ZERO)
                : untilWord;
        return byWord.compareTo(bySchedule.get()) < 0 ? byWord : bySchedule.get();
    }

    /** A platform that throws in place of failing its stage must not end all looks at it. */
    private CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        try {
            return platform.observe(references);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void looked(List<Look> looks, Map<OperationReference, OperationStatus> statuses, Throwable failure) {
        Optional<PlatformException> trouble =
                failure == null ? Optional.empty() : Optional.of(asPlatformException(failure));
        synchronized (this) {
            looks.forEach(look -> pace.done(look.resource().requests()));
            trouble.ifPresentOrElse(
                    known -> backOff(looks, known), () -> looks.forEach(look -> saw(look.resource(), statuses)));
        }
        for (Look look : looks) {
            Duration untilNext = untilNextLook(look.resource());
            look.watches().forEach(watch -> tellSafely(watch, statuses, trouble, untilNext));
        }
        synchronized (this) {
            looking = false;
            if (!resources.isEmpty()) {
                lookIn(Duration.ZERO);
            }
        }
    }

    /** Who hears of a look may print to a build's console, which may throw anything; nobody else must go without looks for it. */
    private void tellSafely(
            WatchedResource.Watch watch,
            Map<OperationReference, OperationStatus> statuses,
            Optional<PlatformException> trouble,
            Duration untilNext) {
        try {
            tell(watch, statuses, trouble, untilNext);
        } catch (RuntimeException | LinkageError failure) {
            LOGGER.log(Level.WARNING, failure, () -> "What was seen of an operation could not be told");
        }
    }

    private void saw(WatchedResource resource, Map<OperationReference, OperationStatus> statuses) {
        failures = 0;
        Instant now = clock.instant();
        OperationKind kind = resource.key().kind();
        resource.announced(statuses).ifPresent(word -> {
            if (word) {
                announced.add(kind);
            } else if (announced.remove(kind)) {
                resources.values().stream()
                        .filter(other -> other.key().kind() == kind)
                        .forEach(other -> other.dueNotAfter(now.plus(bySchedule(other, now))));
            }
        });
        Duration interval = announced.contains(kind) ? schedule.safetyNet(random) : bySchedule(resource, now);
        resource.next(now, now.plus(interval), now.plus(schedule.shortest().multipliedBy(2)));
    }

    private Duration bySchedule(WatchedResource resource, Instant now) {
        return schedule.next(Duration.between(resource.since(), now), random);
    }

    private void backOff(List<Look> looks, PlatformException trouble) {
        failures++;
        Duration own = schedule.afterFailures(failures, random);
        Duration delay =
                trouble.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        if (trouble.kind() == PlatformException.Kind.RATE_LIMITED
                || trouble.retryAfter().isPresent()) {
            pace.pause(delay);
        }
        Instant now = clock.instant();
        looks.forEach(look -> look.resource().next(now.plus(delay), now.plus(delay), now.plus(delay)));
    }

    /** What the schedule says, or the pace where looking at everything that is watched takes longer. */
    private synchronized Duration untilNextLook(WatchedResource resource) {
        Duration scheduled = Duration.between(clock.instant(), resource.due());
        int all =
                resources.values().stream().mapToInt(WatchedResource::requests).sum();
        Duration paced = all == 0 ? Duration.ZERO : pace.until(RequestPurpose.LOOK, all);
        return paced.compareTo(scheduled) > 0 ? paced : scheduled;
    }

    private static void tell(
            Watch watch,
            Map<OperationReference, OperationStatus> statuses,
            Optional<PlatformException> trouble,
            Duration untilNext) {
        if (trouble.isPresent()) {
            watch.consumer().trouble(trouble.get(), untilNext);
            return;
        }
        OperationStatus status = statuses.getOrDefault(
                watch.reference(), OperationStatus.of(OperationPhase.UNKNOWN, "not in the answer"));
        watch.consumer().status(status, untilNext);
    }

    static PlatformException asPlatformException(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof PlatformException known
                ? known
                : new PlatformException(
                        PlatformException.Kind.BAD_ANSWER,
                        "Release Flow's client failed: " + cause,
                        Optional.empty(),
                        Optional.empty(),
                        cause);
    }
}
