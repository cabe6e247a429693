package io.jenkins.plugins.releaseflow.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When an operation is looked at next: soon while it is young, rarely when it is old. {@link RequestPace} says whether the requests for it are there. A pure
 * function of its inputs.
 *
 * @param shortest interval for an operation that was just started
 * @param longest interval for an old one
 * @param share interval as a share of the operation's age, in between
 * @param jitter greatest share by which an interval is lengthened at random
 */
public record PollSchedule(Duration shortest, Duration longest, double share, double jitter) {
    private static final int SAFETY_NET = 5;

    /** From 2 s to 60 s. */
    public static PollSchedule standard() {
        return new PollSchedule(Duration.ofSeconds(2), Duration.ofSeconds(60), 0.2, 0.1);
    }

    /** From 100 ms to 1 s. */
    public static PollSchedule local() {
        return new PollSchedule(Duration.ofMillis(100), Duration.ofSeconds(1), 0.1, 0.1);
    }

    /**
     * How long to wait before the next look.
     *
     * @param age since the operation was first looked at
     */
    public Duration next(Duration age, RandomGenerator random) {
        long byAge = Math.round(age.toMillis() * share);
        return jittered(Math.max(shortest.toMillis(), Math.min(longest.toMillis(), byAge)), random);
    }

    /** How long to wait before the next look at something whose end the platform announces: five times the longest interval. */
    public Duration safetyNet(RandomGenerator random) {
        return jittered(longest.toMillis() * SAFETY_NET, random);
    }

    /**
     * How long to wait before trying again after failures in a row: twice as long each time, up to the longest interval.
     *
     * @param failures at least 1
     */
    public Duration afterFailures(int failures, RandomGenerator random) {
        long exponential = shortest.toMillis() << Math.min(failures, 10);
        return jittered(Math.min(longest.toMillis(), exponential), random);
    }

    private Duration jittered(long millis, RandomGenerator random) {
        return Duration.ofMillis(millis + Math.round(millis * jitter * random.nextDouble()));
    }
}
