package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What every request goes through before anything is looked up: the headers of every answer, and who is let in. Programs send the token in a header. A browser
 * comes once with the token in the address, and gets a cookie for it; what it wants to change needs the crumb of the page too, so that no page of another site
 * can have it changed.
 */
final class ControlGate {
    /** The header that a page sends the crumb in. */
    static final String CRUMB_HEADER = "Release-Flow-Crumb";

    /** The query parameter that a browser comes with. */
    static final String TOKEN = "token";

    private final String token;
    private final String crumb;

    /**
     * @param crumb what only pages of this server know
     */
    ControlGate(String token, String crumb) {
        this.token = token;
        this.crumb = crumb;
    }

    /** @throws ForbiddenResponse where the request has not the token */
    void check(Context request) {
        request.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; form-action 'none'");
        request.header("X-Content-Type-Options", "nosniff");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cache-Control", "no-store");
        if (isProgram(request)) {
            return;
        }
        boolean reads = request.method() == HandlerType.GET || request.method() == HandlerType.HEAD;
        if (reads && same(token, request.queryParam(TOKEN))) {
            letIn(request);
        } else if (!same(token, request.cookie(cookie(request)))) {
            throw new ForbiddenResponse("The token is missing or not that of this rehearsal");
        } else if (!reads && !same(crumb, request.header(CRUMB_HEADER))) {
            throw new ForbiddenResponse("The crumb is missing; only a page of this rehearsal may do that");
        }
    }

    private boolean isProgram(Context request) {
        return same("Bearer " + token, request.header("Authorization"));
    }

    /** The token leaves the address at once, so that it is in no history. */
    private void letIn(Context request) {
        request.cookie(new Cookie(cookie(request), token, "/", -1, false, 0, true, null, null, SameSite.STRICT));
        request.redirect(request.path());
        request.skipRemainingHandlers();
    }

    /** Browsers keep cookies by host alone, and several rehearsals may be under way. */
    private static String cookie(Context request) {
        return "release-flow-" + request.port();
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                Optional.ofNullable(given).orElse("").getBytes(StandardCharsets.UTF_8));
    }
}
