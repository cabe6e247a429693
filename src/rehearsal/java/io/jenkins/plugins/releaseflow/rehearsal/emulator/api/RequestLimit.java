package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.LimitsSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Northflank's request limit: so many requests in an hour that starts with the first of them. Thread-safe. */
final class RequestLimit {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final LimitsSpec limits;
    private final Clock clock;
    private Instant windowEnd = Instant.EPOCH;
    private int used;

    RequestLimit(LimitsSpec limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Counts a request. */
    synchronized Budget count() {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            used = 0;
        }
        used++;
        long seconds = Duration.between(now, windowEnd).plusMillis(999).toSeconds();
        return new Budget(
                limits.requestsPerHour(),
                Math.max(0, limits.requestsPerHour() - used),
                seconds,
                limits.enforce() && used > limits.requestsPerHour());
    }

    /**
     * What is left.
     *
     * @param resetSeconds until the window ends
     * @param spent whether the counted request is one too many
     */
    record Budget(int limit, int remaining, long resetSeconds, boolean spent) {}
}
