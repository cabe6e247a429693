package io.jenkins.plugins.releaseflow.platform;

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
    public RequestBudget {
        Objects.requireNonNull(resetAt, "resetAt");
    }
}
