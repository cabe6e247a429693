package io.jenkins.plugins.releaseflow.platform;

import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A request to the platform that did not end well. The message is one line for people and names the remedy; it never holds a secret. */
public final class PlatformException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it was. */
    public enum Kind {
        /** No connection could be made; the platform did not hear of the request. */
        UNREACHABLE,
        /** The connection broke or nothing came in time; the platform may have processed the request. */
        NO_ANSWER,
        /** 401. */
        UNAUTHORIZED,
        /** 403. */
        FORBIDDEN,
        /** 404. */
        NOT_FOUND,
        /** 409. */
        CONFLICT,
        /** 429. */
        RATE_LIMITED,
        /** Any other 4xx, or a request that can't be made of what was asked. */
        REJECTED,
        /** 5xx; the platform may have processed the request. */
        SERVER_ERROR,
        /** An answer that can't be understood; the platform may have processed the request. */
        BAD_ANSWER
    }

    private final Kind kind;
    private final transient Optional<PlatformAnswer> answer;
    private final transient Optional<Duration> retryAfter;

    public PlatformException(
            Kind kind,
            String message,
            Optional<PlatformAnswer> answer,
            Optional<Duration> retryAfter,
            Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.answer = Objects.requireNonNull(answer, "answer");
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
    }

    public PlatformException(Kind kind, String message) {
        this(kind, message, Optional.empty(), Optional.empty(), null);
    }

    public Kind kind() {
        return kind;
    }

    /** What the platform answered; empty where no answer came. */
    public Optional<PlatformAnswer> answer() {
        return answer == null ? Optional.empty() : answer;
    }

    /** How long the platform asks to wait before the next request. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    /** Whether the platform may have done what was asked. */
    public boolean mayHaveBeenProcessed() {
        return kind == Kind.NO_ANSWER || kind == Kind.SERVER_ERROR || kind == Kind.BAD_ANSWER;
    }

    /** Whether the same look-up may succeed a little later. Says nothing about sending a start again. */
    public boolean isPassing() {
        return mayHaveBeenProcessed() || kind == Kind.UNREACHABLE || kind == Kind.RATE_LIMITED;
    }
}
