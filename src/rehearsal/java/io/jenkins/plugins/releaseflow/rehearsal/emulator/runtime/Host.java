package io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The clock, the identifiers and the threads of one emulator: two that look at running processes at short intervals,
 * two for builds, and as many as needed for other work. All are daemons and end with {@link #close}.
 */
public final class Host implements AutoCloseable {
    /** How often running processes are looked at. */
    public static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final Duration LAST_WORK = Duration.ofSeconds(10);
    private static final Logger LOGGER = Logger.getLogger(Host.class.getName());

    private final Clock clock;
    private final LogClock logClock;
    private final Identifiers identifiers;
    private final Duration pace;
    private final Duration grace;
    private final ScheduledThreadPoolExecutor watchers = new ScheduledThreadPoolExecutor(2, threads("watch"));
    private final ExecutorService builders = Executors.newFixedThreadPool(2, threads("build"));
    private final ExecutorService workers = Executors.newCachedThreadPool(threads("work"));
    private volatile Consumer<Happening> happenings = happening -> {};
    private volatile boolean closing;

    /**
     * @param pace how long every stage of a backup or restore takes at least, so that it can be seen
     * @param grace how long a process that is asked to end may take before it is killed
     */
    public Host(Clock clock, Identifiers identifiers, Duration pace, Duration grace) {
        this.clock = clock;
        this.logClock = new LogClock(clock);
        this.identifiers = identifiers;
        this.pace = pace;
        this.grace = grace;
        watchers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    public Clock clock() {
        return clock;
    }

    public LogClock logClock() {
        return logClock;
    }

    public Identifiers identifiers() {
        return identifiers;
    }

    /** How long a process that is asked to end may take before it is killed. */
    public Duration grace() {
        return grace;
    }

    /** Whether the emulator is ending, so that whatever takes long must stop. */
    public boolean isClosing() {
        return closing;
    }

    /** Lets a stage take its time. */
    public void pace() {
        long end = System.nanoTime() + pace.toNanos();
        while (System.nanoTime() < end && !closing) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Has a listener told of what happens, in another thread. Replaces an earlier one. */
    public void onHappening(Consumer<Happening> listener) {
        happenings = listener;
    }

    /** Says that something happened; it can be seen already. Returns at once. */
    public void happened(Happening happening) {
        work(() -> happenings.accept(happening));
    }

    /** Looks repeatedly until the look says it was the last one; an error in one look does not end it. */
    public void watch(Look look) {
        watch(look, LOOK_EVERY);
    }

    /** Looks repeatedly, at this interval, until the look says it was the last one. */
    public void watch(Look look, Duration interval) {
        unlessClosing(
                () -> watchers.schedule(() -> lookOnce(look, interval), interval.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void lookOnce(Look look, Duration interval) {
        boolean again = true;
        try {
            again = look.again();
        } catch (RuntimeException failure) {
            LOGGER.log(Level.WARNING, "a look at a process failed; it is tried again", failure);
        }
        if (again) {
            watch(look, interval);
        }
    }

    /** Does work that may block, in a thread of its own. */
    public void work(Runnable task) {
        unlessClosing(() -> workers.execute(logged(task)));
    }

    /** Queues a build; two run at a time. */
    public void build(Runnable task) {
        unlessClosing(() -> builders.execute(logged(task)));
    }

    /** What is not begun any more is taken up by the next emulator, from its records. */
    private void unlessClosing(Runnable submission) {
        try {
            submission.run();
        } catch (RejectedExecutionException ending) {
            LOGGER.log(Level.FINE, "not begun because the emulator is ending", ending);
        }
    }

    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOGGER.log(Level.WARNING, "an operation of the emulator failed", failure);
            }
        };
    }

    /** Ends the threads; waits until what they were doing has stopped. */
    @Override
    public void close() {
        closing = true;
        List<ExecutorService> services = List.of(watchers, builders, workers);
        services.forEach(ExecutorService::shutdown);
        try {
            for (ExecutorService service : services) {
                if (!service.awaitTermination(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS)) {
                    service.shutdownNow();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory threads(String purpose) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "emulator-" + purpose + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One look at something that goes on. */
    @FunctionalInterface
    public interface Look {
        /** Looks; true when it wants to look again. */
        boolean again();
    }
}
