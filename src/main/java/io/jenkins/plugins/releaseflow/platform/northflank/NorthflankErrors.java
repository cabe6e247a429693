package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.PlatformException.Kind;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Makes exceptions of what goes wrong between us and Northflank. Messages are one line, name the remedy and never hold the token. */
final class NorthflankErrors {
    private static final int LONGEST_MESSAGE = 500;
    /** Shorter ones, such as {@code 1} and {@code on}, are no secrets and would make holes in every message. */
    private static final int SHORTEST_SECRET = 4;

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
        // Certificates are checked before anything is sent; other troubles of TLS may come later.
        if (hasCause(failure, CertificateException.class)) {
            return unanswered(
                    Kind.UNREACHABLE,
                    asked,
                    "Can't ask " + asked + ": no secure connection to " + base
                            + ". Check that its certificate is one that Java trusts, and the proxy",
                    failure);
        }
        if (hasCause(failure, ConnectException.class)
                || hasCause(failure, HttpConnectTimeoutException.class)
                || hasCause(failure, UnknownHostException.class)
                || hasCause(failure, UnresolvedAddressException.class)) {
            return unanswered(
                    Kind.UNREACHABLE,
                    asked,
                    "Can't ask " + asked + ": Northflank can't be reached at " + base
                            + ". Check the URL of the connection, the network and the proxy",
                    failure);
        }
        if (BoundedText.isTooLong(failure)) {
            return unanswered(
                    Kind.BAD_ANSWER, asked, "The answer to " + asked + " from " + base + " is too long", failure);
        }
        boolean late = hasCause(failure, HttpTimeoutException.class) || hasCause(failure, TimeoutException.class);
        return unanswered(
                Kind.NO_ANSWER,
                asked,
                "No answer to " + asked + " from " + base + ": "
                        + (late ? "it did not come in time" : "the connection broke")
                        + ". Check the network and the proxy",
                failure);
    }

    private static PlatformException unanswered(Kind kind, String asked, String message, Throwable failure) {
        return new PlatformException(
                kind, message, Optional.of(new PlatformAnswer(asked, 0, "", "")), Optional.empty(), failure);
    }

    PlatformException unreadable(String asked, int status) {
        PlatformAnswer answer = new PlatformAnswer(asked, status, "", "an answer that is not Northflank's");
        return new PlatformException(
                Kind.BAD_ANSWER, answer.summary() + foreign(), Optional.of(answer), Optional.empty(), null);
    }

    /**
     * What a status other than 200 means.
     *
     * @param secrets are taken out of the platform's words, should it repeat them
     */
    PlatformException refused(String asked, HttpResponse<?> response, JsonNode body, Set<String> secrets) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        PlatformAnswer answer = new PlatformAnswer(
                asked, response.statusCode(), words(error.path("id"), secrets), words(error.path("message"), secrets));
        Kind kind = kind(response.statusCode());
        Optional<Duration> wait = RetryAfter.of(response, clock, kind == Kind.RATE_LIMITED);
        return new PlatformException(
                kind, answer.summary() + remedy(kind, asked, wait), Optional.of(answer), wait, null);
    }

    private static String words(JsonNode said, Set<String> secrets) {
        String safe = said.asText("");
        // The longest first, since one may be part of another.
        List<String> longestFirst = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String secret : longestFirst) {
            safe = safe.replace(secret, "…");
        }
        safe = safe.replaceAll("\\s+", " ").strip();
        return safe.length() > LONGEST_MESSAGE ? safe.substring(0, LONGEST_MESSAGE) + " …" : safe;
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
    private String remedy(Kind kind, String asked, Optional<Duration> wait) {
        return switch (kind) {
            case UNAUTHORIZED ->
                ". Check the token of the connection's credential, its team, and that its role has "
                        + permission(asked);
            case FORBIDDEN -> ". Give the role of the connection's token " + permission(asked);
            case NOT_FOUND -> ". Check the ids in it, and the project and team of the connection";
            case RATE_LIMITED ->
                ". The account's requests of this hour are used up"
                        + wait.map(time -> "; there are new ones in " + time.toSeconds() + " s")
                                .orElse("") + ". Northflank raises the limit when asked";
            case SERVER_ERROR -> ". Northflank or a proxy in front of it has trouble; look at Northflank's status page";
            case BAD_ANSWER -> foreign();
            default -> "";
        };
    }

    private static String permission(String asked) {
        return NorthflankPermissions.needed(asked)
                .map(name -> "the permission '" + name + "'")
                .orElse("the permission for it");
    }

    private String foreign() {
        return ". Check that " + base + " is Northflank's API and no proxy answers in its place";
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
