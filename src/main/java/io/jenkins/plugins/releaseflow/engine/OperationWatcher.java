package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import java.util.random.RandomGenerator;

/**
 * Looks at all operations of one platform, with one batched look-up for all of them and no thread while nothing is due. Safe for use by many threads;
 * consumers are called without a lock held.
 */
final class OperationWatcher {
    /** Hears what the looks show, one look at a time. */
    interface Consumer {
        /** A look showed this. */
        void status(OperationStatus status, Duration untilNextLook);

        /** A look failed; the next follows by itself. */
        void trouble(PlatformException trouble, Duration untilNextLook);
    }

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);

    private record Watch(OperationReference reference, Consumer consumer, Instant since) {}

    private final Platform platform;
    private final PollSchedule schedule;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final Set<Watch> watches = new HashSet<>();
    private ScheduledFuture<?> timer;
    private boolean looking;
    private int failures;

    OperationWatcher(
            Platform platform,
            PollSchedule schedule,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random) {
        this.platform = platform;
        this.schedule = schedule;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Watches an operation, beginning at once.
     *
     * @return ends the watch
     */
    synchronized Runnable watch(OperationReference reference, Consumer consumer) {
        Watch watch = new Watch(reference, consumer, clock.instant());
        watches.add(watch);
        lookIn(Duration.ZERO);
        return () -> forget(watch);
    }

    /** Looks at once, for example because the platform sent word. */
    synchronized void wake() {
        if (!watches.isEmpty()) {
            lookIn(Duration.ZERO);
        }
    }

    private synchronized void forget(Watch watch) {
        watches.remove(watch);
    }

    private synchronized void lookIn(Duration delay) {
        if (looking) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        timer = executor.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        List<Watch> due;
        Set<OperationReference> references = new HashSet<>();
        synchronized (this) {
            if (looking || watches.isEmpty()) {
                return;
            }
            looking = true;
            due = new ArrayList<>(watches);
            due.forEach(watch -> references.add(watch.reference()));
        }
        observe(references).whenCompleteAsync((statuses, failure) -> looked(due, statuses, failure), executor);
    }

    /** A platform that throws in place of failing its stage must not end all looks at it. */
    private CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        try {
            return platform.observe(references);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void looked(List<Watch> due, Map<OperationReference, OperationStatus> statuses, Throwable failure) {
        PlatformException trouble = failure == null ? null : asPlatformException(failure);
        Map<OperationReference, OperationStatus> shown = trouble == null ? statuses : new HashMap<>();
        Duration delay;
        synchronized (this) {
            failures = trouble == null ? 0 : failures + 1;
            delay = trouble == null ? nextLook() : backOff(trouble);
        }
        for (Watch watch : due) {
            if (trouble == null) {
                OperationStatus status = shown.getOrDefault(
                        watch.reference(), OperationStatus.of(OperationPhase.UNKNOWN, "not in the answer"));
                watch.consumer().status(status, delay);
            } else {
                watch.consumer().trouble(trouble, delay);
            }
        }
        synchronized (this) {
            looking = false;
            if (!watches.isEmpty()) {
                // What began while this look was under way must not wait for a long interval.
                boolean begun = watches.stream().anyMatch(watch -> !due.contains(watch));
                lookIn(begun ? Duration.ZERO : delay);
            }
        }
    }

    private Duration nextLook() {
        Instant now = clock.instant();
        Instant youngest =
                watches.stream().map(Watch::since).max(Instant::compareTo).orElse(now);
        int requests = 2
                * (int) watches.stream()
                        .map(watch -> watch.reference().kind() + " "
                                + watch.reference().resource())
                        .distinct()
                        .count();
        return schedule.next(Duration.between(youngest, now), platform.budget(), now, requests, random);
    }

    private Duration backOff(PlatformException trouble) {
        long exponential = schedule.shortest().toMillis() << Math.min(failures, 10);
        Duration own = Duration.ofMillis(Math.min(LONGEST_BACK_OFF.toMillis(), exponential));
        return trouble.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
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
