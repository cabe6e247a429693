package io.jenkins.plugins.releaseflow.platform.northflank;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets every pause pass fifty times as fast, and remembers how long it should have been. */
final class HastyExecutor extends ScheduledThreadPoolExecutor {
    /** How much faster. */
    static final int FACTOR = 50;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    HastyExecutor() {
        super(4);
        setRemoveOnCancelPolicy(true);
    }

    /** The pauses that were asked for since the last call. */
    List<Duration> takePauses() {
        List<Duration> taken = List.copyOf(pauses);
        pauses.clear();
        return taken;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (delay > 0) {
            pauses.add(Duration.ofNanos(unit.toNanos(delay)));
        }
        return super.schedule(task, unit.toNanos(delay) / FACTOR, TimeUnit.NANOSECONDS);
    }
}
