package io.jenkins.plugins.releaseflow.platform;

import java.util.Objects;

/**
 * How far a log was read. Opaque to all but the platform that made it; can be kept on disk.
 *
 * @param token the platform's own text; empty at the start of the log
 */
public record LogPosition(String token) {
    public LogPosition {
        Objects.requireNonNull(token, "token");
    }

    public static LogPosition start() {
        return new LogPosition("");
    }
}
