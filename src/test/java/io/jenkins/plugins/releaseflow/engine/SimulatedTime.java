package io.jenkins.plugins.releaseflow.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A clock and an executor on it: an hour passes as fast as the tasks in it can be run, in one thread and in a fixed order. */
public final class SimulatedTime extends AbstractExecutorService implements ScheduledExecutorService {
    /** A task at its time; of several at one time, the first that was asked for comes first. */
    private final class Task<V> extends FutureTask<V> implements ScheduledFuture<V> {
        private final Instant at;
        private final long number;

        Task(Callable<V> body, Instant at) {
            super(body);
            this.at = at;
            this.number = count++;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(now, at));
        }

        @Override
        public int compareTo(Delayed other) {
            Task<?> task = (Task<?>) other;
            int byTime = at.compareTo(task.at);
            return byTime != 0 ? byTime : Long.compare(number, task.number);
        }
    }

    private final PriorityQueue<Task<?>> tasks = new PriorityQueue<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long count;

    /** The clock of this time. */
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    public Instant now() {
        return now;
    }

    /** Lets time pass, with all that is due in it. */
    public void pass(Duration length) {
        Instant until = now.plus(length);
        while (!tasks.isEmpty() && !tasks.peek().at.isAfter(until)) {
            Task<?> task = tasks.remove();
            now = task.at.isAfter(now) ? task.at : now;
            task.run();
        }
        now = until;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> body, long delay, TimeUnit unit) {
        Task<V> task = new Task<>(body, now.plusNanos(Math.max(0, unit.toNanos(delay))));
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable body, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    body.run();
                    return null;
                },
                delay,
                unit);
    }

    @Override
    public void execute(Runnable body) {
        schedule(body, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable body, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("nothing is repeated at a fixed rate");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable body, long first, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("nothing is repeated with a fixed delay");
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
