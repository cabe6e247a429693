package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an operation is looked at next: soon while it is young, rarely when it is old, and never so often that more than 80 % of the platform's requests are
 * used up. A pure function of its inputs.
 *
 * @param shortest interval for an operation that was just started
 * @param longest interval for an old one
 * @param share interval as a share of the operation's age, in between
 * @param jitter greatest share by which an interval is lengthened at random
 */
public record PollSchedule(Duration shortest, Duration longest, double share, double jitter) {
    private static final double USABLE = 0.8;
    private static final double PLENTY = 0.5;

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
     * @param budget the requests that are left, where known
     * @param requestsPerLook how many requests a look at everything that is watched on that platform takes
     */
    public Duration next(
            Duration age, Optional<RequestBudget> budget, Instant now, int requestsPerLook, RandomGenerator random) {
        long byAge = Math.round(age.toMillis() * share);
        long interval = Math.max(shortest.toMillis(), Math.min(longest.toMillis(), byAge));
        long paced = Math.max(
                interval, budget.map(left -> pace(left, now, requestsPerLook)).orElse(0L));
        return Duration.ofMillis(paced + Math.round(paced * jitter * random.nextDouble()));
    }

    /** While there is plenty, nothing; then what may still be used is spread over what is left of the window. */
    private static long pace(RequestBudget budget, Instant now, int requestsPerLook) {
        long untilReset = Math.max(0, Duration.between(now, budget.resetAt()).toMillis());
        double usable = budget.remaining() - budget.limit() * (1 - USABLE);
        if (usable < requestsPerLook) {
            return untilReset;
        }
        if (budget.remaining() >= budget.limit() * PLENTY) {
            return 0;
        }
        return Math.round(untilReset * requestsPerLook / usable);
    }
}
