package io.jenkins.plugins.releaseflow.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How many requests the platform still grants, as its last answer told.
 *
 * @param limit requests granted per window
 * @param remaining requests left in this window
 * @param resetAt when the window ends
 */
public record RequestBudget(int limit, int remaining, Instant resetAt) {
    /** How long a window lasts that has just begun, as Northflank documents it. */
    public static final Duration WINDOW = Duration.ofHours(1);

    public RequestBudget {
        Objects.requireNonNull(resetAt, "resetAt");
    }

    /** The budget at a later time: once its window has ended there is a whole new one. */
    public RequestBudget asOf(Instant now) {
        return now.isBefore(resetAt) ? this : new RequestBudget(limit, limit, now.plus(WINDOW));
    }
}
