package io.jenkins.plugins.releaseflow.rehearsal.emulator.fault;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which requests go wrong, and how.
 *
 * @param method an HTTP method, {@code *} for any, or {@link Faults#NOTIFY} for what is sent to receivers of notifications: then {@link FaultKind#DUPLICATE}
 *     sends an event twice, {@link FaultKind#LATENCY} late and {@link FaultKind#CUT_BEFORE} never
 * @param path a path or event, in which {@code *} stands for anything
 * @param after how many matching requests are left alone first
 * @param times how many go wrong then; 0: all
 * @param status for {@link FaultKind#STATUS}: the HTTP status
 * @param retryAfter for {@link FaultKind#STATUS}: the value of {@code Retry-After}, in seconds
 * @param millis for {@link FaultKind#LATENCY} and {@link FaultKind#STALL}: for how long
 */
public record FaultRule(
        String method,
        String path,
        int after,
        int times,
        FaultKind kind,
        int status,
        Optional<Integer> retryAfter,
        long millis) {
    private static final int INTERNAL_ERROR = 500;

    public FaultRule {
        method = method == null ? "*" : method;
        path = path == null ? "*" : path;
        status = status == 0 ? INTERNAL_ERROR : status;
        if (kind == null) {
            throw new IllegalArgumentException("kind is missing");
        }
    }

    /** A rule for the next matching request only. */
    public static FaultRule once(String method, String path, FaultKind kind) {
        return new FaultRule(method, path, 0, 1, kind, INTERNAL_ERROR, Optional.empty(), 0);
    }

    /** The same rule for the given number of requests; 0: all. */
    public FaultRule times(int count) {
        return new FaultRule(method, path, after, count, kind, status, retryAfter, millis);
    }

    /** The same rule, which leaves some matching requests alone first. */
    public FaultRule after(int count) {
        return new FaultRule(method, path, count, times, kind, status, retryAfter, millis);
    }

    /** The same rule with this HTTP status. */
    public FaultRule status(int code) {
        return new FaultRule(method, path, after, times, kind, code, retryAfter, millis);
    }

    /** The same rule with a {@code Retry-After} of so many seconds. */
    public FaultRule retryAfter(int seconds) {
        return new FaultRule(method, path, after, times, kind, status, Optional.of(seconds), millis);
    }

    /** The same rule, lasting this long. */
    public FaultRule lasting(Duration duration) {
        return new FaultRule(method, path, after, times, kind, status, retryAfter, duration.toMillis());
    }

    /** How long it lasts. */
    @JsonIgnore
    public Duration duration() {
        return Duration.ofMillis(millis);
    }

    boolean matches(String requestMethod, String requestPath) {
        String pattern =
                Arrays.stream(path.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return (method.equals("*") || method.equalsIgnoreCase(requestMethod)) && requestPath.matches(pattern);
    }
}
