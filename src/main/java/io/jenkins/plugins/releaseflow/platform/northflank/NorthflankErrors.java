package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Makes exceptions of what goes wrong between us and Northflank. Messages name the remedy and never hold the token. */
final class NorthflankErrors {
    private final String base;
    private final Clock clock;

    NorthflankErrors(String base, Clock clock) {
        this.base = base;
        this.clock = clock;
    }

    PlatformException unusable(String asked) {
        return new PlatformException(
                Kind.REJECTED,
                "url: " + asked + " can't be sent to '" + base
                        + "'. Check the URL of the connection, and that its token has no line breaks");
    }

    PlatformException noAnswer(String asked, Throwable failure) {
        if (isUnconnected(failure)) {
            return new PlatformException(
                    Kind.UNREACHABLE,
                    "Can't reach Northflank at " + base
                            + ". Check the URL of the connection, the network and the proxy",
                    Optional.of(new PlatformAnswer(asked, 0, "", "")),
                    Optional.empty(),
                    failure);
        }
        return new PlatformException(
                Kind.NO_ANSWER,
                "No answer to " + asked + " from " + base + ": the connection broke or took too long",
                Optional.of(new PlatformAnswer(asked, 0, "", "")),
                Optional.empty(),
                failure);
    }

    PlatformException unreadable(String asked, int status) {
        PlatformAnswer answer = new PlatformAnswer(asked, status, "", "an answer that is not Northflank's");
        return new PlatformException(
                Kind.BAD_ANSWER,
                answer.summary() + ". Check that " + base + " is Northflank's API and no proxy answers in its place",
                Optional.of(answer),
                Optional.empty(),
                null);
    }

    PlatformException refused(String asked, HttpResponse<?> response, JsonNode body) {
        JsonNode error = body.path("error");
        PlatformAnswer answer = new PlatformAnswer(
                asked,
                response.statusCode(),
                error.path("id").asText(""),
                error.path("message").asText(""));
        Kind kind = kind(response.statusCode());
        return new PlatformException(
                kind, answer.summary() + remedy(kind), Optional.of(answer), retryAfter(response, kind), null);
    }

    private static Kind kind(int status) {
        return switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.RATE_LIMITED;
            default -> status >= 500 ? Kind.SERVER_ERROR : status >= 400 ? Kind.REJECTED : Kind.BAD_ANSWER;
        };
    }

    /** Northflank answers 401 for a missing permission too, as its users report. */
    private static String remedy(Kind kind) {
        return switch (kind) {
            case UNAUTHORIZED ->
                ". Check the token of the connection's credential, its team, and that its role has the permission";
            case FORBIDDEN -> ". Give the role of the connection's token the permission";
            case RATE_LIMITED -> ". The account's requests of this hour are used up";
            default -> "";
        };
    }

    private Optional<Duration> retryAfter(HttpResponse<?> response, Kind kind) {
        Optional<String> header = response.headers().firstValue("retry-after");
        if (header.isPresent()) {
            return header.filter(text -> text.matches("[0-9]{1,6}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                    .or(() -> untilDate(header.get()));
        }
        return kind == Kind.RATE_LIMITED
                ? NorthflankTransport.number(response, "x-ratelimit-reset").map(Duration::ofSeconds)
                : Optional.empty();
    }

    private Optional<Duration> untilDate(String text) {
        try {
            Duration left = Duration.between(
                    clock.instant(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isUnconnected(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }
}
