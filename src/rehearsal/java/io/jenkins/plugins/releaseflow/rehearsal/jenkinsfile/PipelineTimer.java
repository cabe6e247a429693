package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Tells the time and wakes steps up: behind {@code sleep} and {@code timeout}. Thread-safe. */
public interface PipelineTimer {

    /** What tells the time. */
    Clock clock();

    /**
     * Runs something once, later, on a thread of the timer; it has to be quick.
     *
     * @return cancels the wake-up if it has not come yet
     */
    Runnable after(Duration delay, Runnable action);

    /** Real time, with one daemon thread. */
    static PipelineTimer real() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, action -> {
            Thread thread = new Thread(action, "pipeline timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return new PipelineTimer() {
            @Override
            public Clock clock() {
                return Clock.systemDefaultZone();
            }

            @Override
            public Runnable after(Duration delay, Runnable action) {
                var future = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> future.cancel(false);
            }
        };
    }
}
