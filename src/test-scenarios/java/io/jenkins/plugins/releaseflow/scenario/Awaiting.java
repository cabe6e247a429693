package io.jenkins.plugins.releaseflow.scenario;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions. */
public final class Awaiting {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Awaiting() {}

    /** Waits until something is so, for a minute at most. */
    public static void until(String what, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("Waited in vain until " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
