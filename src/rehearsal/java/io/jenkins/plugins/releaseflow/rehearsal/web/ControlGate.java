package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** What every request goes through before anything is looked up: the headers of every answer, and the token. */
final class ControlGate {
    private final byte[] expected;

    ControlGate(String token) {
        this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ForbiddenResponse where the request has not the token */
    void check(Context request) {
        request.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; form-action 'none'");
        request.header("X-Content-Type-Options", "nosniff");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cache-Control", "no-store");
        String given = request.header("Authorization");
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            throw new ForbiddenResponse("The token is missing or not that of this rehearsal");
        }
    }
}
