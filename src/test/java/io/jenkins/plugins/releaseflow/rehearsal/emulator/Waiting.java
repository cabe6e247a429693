package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for conditions instead of sleeping. */
public final class Waiting {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Waiting() {}

    /** Looks until the value satisfies the condition, and answers it. */
    public static <T> T until(Supplier<T> look, Predicate<T> condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        T value = look.get();
        while (!condition.test(value)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain; last seen: " + value);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            value = look.get();
        }
        return value;
    }
}
