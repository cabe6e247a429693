package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

/**
 * The API's request limit.
 *
 * @param requestsPerHour how many requests an hour-long window has; the window starts with its first request
 * @param enforce whether requests beyond are refused; the limit is reported in any case
 */
public record LimitsSpec(int requestsPerHour, boolean enforce) {
    /** Northflank's documented limit, not enforced. */
    public static final LimitsSpec DEFAULT = new LimitsSpec(1000, false);
}
