package io.jenkins.plugins.releaseflow.release;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a node did not complete.
 *
 * @param message one line for people: what happened and what to do about it
 * @param answer what the platform answered, where it did
 * @param logTail the last lines of the operation's log, oldest first
 */
public record Failure(String message, Optional<PlatformAnswer> answer, List<String> logTail) {
    public Failure {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(answer, "answer");
        logTail = List.copyOf(logTail);
    }

    public static Failure of(String message) {
        return new Failure(message, Optional.empty(), List.of());
    }
}
