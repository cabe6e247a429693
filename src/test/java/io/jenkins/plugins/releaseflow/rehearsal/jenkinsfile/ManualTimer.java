package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when a test says so. */
final class ManualTimer implements PipelineTimer {

    private record Task(Duration due, Runnable action) {}

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final long PATIENCE_MILLIS = 20_000;

    private final List<Task> tasks = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                synchronized (ManualTimer.this) {
                    return START.plus(passed);
                }
            }
        };
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        Task task = new Task(passed.plus(delay), action);
        tasks.add(task);
        notifyAll();
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Waits until that many things wait for the time to pass, then lets it pass. */
    void passAfter(int waiting, Duration time) throws InterruptedException {
        List<Task> due = new ArrayList<>();
        synchronized (this) {
            long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
            while (tasks.size() < waiting) {
                long left = deadline - System.currentTimeMillis();
                if (left <= 0) {
                    throw new AssertionError("Nothing waits for the time to pass.");
                }
                wait(left);
            }
            passed = passed.plus(time);
            tasks.stream().filter(task -> task.due().compareTo(passed) <= 0).forEach(due::add);
            tasks.removeAll(due);
        }
        due.forEach(task -> task.action().run());
    }
}
