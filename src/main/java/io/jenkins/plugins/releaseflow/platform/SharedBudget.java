package io.jenkins.plugins.releaseflow.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The request budget of one credential, for all connections that use it: platforms count the requests of a token, not those of a project. Safe for use by many
 * threads.
 */
public final class SharedBudget {
    /** Platforms tell the time to the reset in whole seconds, so the ends that they give for one window differ a little. */
    private static final Duration SAME_WINDOW = Duration.ofSeconds(10);

    private Optional<RequestBudget> latest = Optional.empty();

    /** Takes note of what an answer told. Answers may come in another order than they were given: within a window the smallest rest counts. */
    public synchronized void note(RequestBudget told) {
        latest = Optional.of(latest.filter(known -> isSameWindow(known, told))
                .filter(known -> known.remaining() < told.remaining())
                .orElse(told));
    }

    private static boolean isSameWindow(RequestBudget known, RequestBudget told) {
        Duration apart = Duration.between(known.resetAt(), told.resetAt()).abs();
        return known.limit() == told.limit() && apart.compareTo(SAME_WINDOW) <= 0;
    }

    /** What is left now; empty until an answer told. */
    public synchronized Optional<RequestBudget> at(Instant now) {
        return latest.map(known -> known.asOf(now));
    }
}
