package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Reads the logs of one platform's operations, a few at a time: those that run in turn, as often as the requests allow, and those that ended at once and to their
 * end. Holds no thread. Safe for use by many threads.
 */
final class LogReader {
    /** Answers are held in memory while they are read. */
    private static final int MOST_AT_ONCE = 4;
    /** How many requests the rest of a log may take once its operation ended; then only its last lines are read. */
    private static final int MOST_LAST_PULLS = 20;
    /** How long the rest of a log is tried for: until a new window of requests has begun. */
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(70);

    private static final class Reading {
        private final NodeLog log;
        private final Instant since;
        private Instant due;
        private boolean live;
        private boolean underWay;
        private int pulls;
        private int failures;
        private boolean skipping;
        private Optional<LastReading> last = Optional.empty();

        Reading(NodeLog log, Instant now) {
            this.log = log;
            this.since = now;
            this.due = now;
        }
    }

    private record LastReading(CompletableFuture<Boolean> read, Instant patientUntil, Instant giveUpAt) {}

    private final PollSchedule schedule;
    private final RequestPace pace;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<NodeLog, Reading> readings = new LinkedHashMap<>();
    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private int underWay;

    LogReader(
            PollSchedule schedule,
            RequestPace pace,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random) {
        this.schedule = schedule;
        this.pace = pace;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Reads a log while its operation runs.
     *
     * @return ends that; what is still to be read is left to {@link #readLast}
     */
    synchronized Runnable follow(NodeLog log) {
        Reading reading = readings.computeIfAbsent(log, any -> new Reading(log, clock.instant()));
        reading.live = true;
        readIn(Duration.ZERO);
        return () -> unfollow(log);
    }

    private synchronized void unfollow(NodeLog log) {
        readings.computeIfPresent(log, (any, reading) -> {
            reading.live = false;
            return reading.last.isEmpty() && !reading.underWay ? null : reading;
        });
    }

    /**
     * Reads a log to its end, after its operation ended.
     *
     * @param after how long to wait before, since the platform may deliver the last lines a little late
     * @param patience how long to try before giving word that it can't be read now
     * @return true once all is read; false where that takes longer than the patience: then it is tried on for about an hour
     */
    synchronized CompletionStage<Boolean> readLast(NodeLog log, Duration after, Duration patience) {
        Instant now = clock.instant();
        Reading reading = readings.computeIfAbsent(log, any -> new Reading(log, now));
        reading.live = false;
        CompletableFuture<Boolean> read = reading.last
                .map(LastReading::read)
                .filter(known -> !known.isDone())
                .orElseGet(CompletableFuture::new);
        Instant first = now.plus(after);
        reading.last = Optional.of(new LastReading(read, first.plus(patience), now.plus(GIVE_UP_AFTER)));
        reading.due = first;
        reading.pulls = 0;
        readIn(Duration.ZERO);
        return read;
    }

    private synchronized void readIn(Duration delay) {
        timer.ifPresent(set -> set.cancel(false));
        timer = Optional.of(executor.schedule(this::read, delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    private synchronized void read() {
        Instant now = clock.instant();
        Optional<Duration> shortest = Optional.empty();
        for (Reading reading : lastOnesFirst()) {
            if (underWay >= MOST_AT_ONCE) {
                return;
            }
            Duration untilDue = Duration.between(now, reading.due);
            Optional<Duration> wait = untilDue.isNegative() || untilDue.isZero()
                    ? pace.take(reading.last.isPresent() ? RequestPurpose.LAST_LOG : RequestPurpose.LOG, 1)
                    : Optional.of(untilDue);
            if (wait.isEmpty()) {
                begin(reading);
                continue;
            }
            giveWord(reading, now.plus(wait.get()));
            if (shortest.isEmpty() || wait.get().compareTo(shortest.get()) < 0) {
                shortest = wait;
            }
        }
        shortest.ifPresent(this::readIn);
    }

    private List<Reading> lastOnesFirst() {
        return readings.values().stream()
                .filter(reading -> !reading.underWay && (reading.live || reading.last.isPresent()))
                .sorted(Comparator.<Reading, Boolean>comparing(reading -> reading.last.isEmpty())
                        .thenComparing(reading -> reading.due))
                .toList();
    }

    private void begin(Reading reading) {
        reading.underWay = true;
        underWay++;
        boolean ending = reading.last.isPresent();
        boolean end = ending && (reading.skipping || reading.log.hasEnough() || reading.pulls >= MOST_LAST_PULLS);
        reading.skipping = end;
        request(reading, end).whenCompleteAsync((more, failure) -> ended(reading, ending, more, failure), executor);
    }

    private static CompletionStage<Boolean> request(Reading reading, boolean end) {
        try {
            return end ? reading.log.skipToEnd().thenApply(none -> false) : reading.log.pull();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void ended(Reading reading, boolean ending, Boolean more, Throwable failure) {
        Optional<CompletableFuture<Boolean>> all = Optional.empty();
        synchronized (this) {
            pace.done(1);
            underWay--;
            reading.underWay = false;
            Instant now = clock.instant();
            if (failure != null) {
                failed(reading, OperationWatcher.asPlatformException(failure), now);
            } else {
                reading.failures = 0;
                reading.pulls += ending ? 1 : 0;
                boolean overtaken = reading.last.isPresent() && !ending;
                if (ending && !more) {
                    all = reading.last.map(LastReading::read);
                    readings.remove(reading.log);
                } else if (!overtaken) {
                    reading.due = more ? now : now.plus(schedule.next(Duration.between(reading.since, now), random));
                }
            }
            boolean enough = reading.last.isEmpty() && (!reading.live || reading.log.hasEnough());
            if (enough) {
                readings.remove(reading.log);
            }
            if (!readings.isEmpty()) {
                readIn(Duration.ZERO);
            }
        }
        all.ifPresent(read -> {
            reading.log.end();
            read.complete(true);
        });
    }

    private void failed(Reading reading, PlatformException trouble, Instant now) {
        reading.failures++;
        Duration own = schedule.afterFailures(reading.failures, random);
        Duration delay =
                trouble.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        if (trouble.kind() == PlatformException.Kind.RATE_LIMITED
                || trouble.retryAfter().isPresent()) {
            pace.pause(delay);
        }
        reading.due = now.plus(delay);
        reading.last.ifPresent(last -> {
            if (!trouble.isPassing() || reading.due.isAfter(last.giveUpAt())) {
                readings.remove(reading.log);
                executor.execute(reading.log::end);
                last.read().completeAsync(() -> false, executor);
            }
        });
        giveWord(reading, reading.due);
    }

    /** What waits for the end of a log hears in time that it can't be read now. */
    private static void giveWord(Reading reading, Instant nextTry) {
        reading.last.filter(last -> nextTry.isAfter(last.patientUntil())).ifPresent(last -> last.read()
                .complete(false));
    }
}
