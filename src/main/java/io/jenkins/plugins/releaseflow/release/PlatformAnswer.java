package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * What the platform answered, for the record and for people. Never holds a secret.
 *
 * @param request method and path that were asked, for example {@code POST /v1/projects/shop/jobs/migrate/runs}
 * @param status HTTP status; 0 where no answer came
 * @param id the platform's id of the error; empty where it gave none
 * @param message the platform's words; empty where it gave none
 */
public record PlatformAnswer(String request, int status, String id, String message) {
    public PlatformAnswer {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(message, "message");
    }

    /** One line, for example {@code POST /v1/… answered 404: Addon not found (addon-not-found)}. */
    public String summary() {
        StringBuilder text = new StringBuilder(request);
        text.append(status == 0 ? " got no answer" : " answered " + status);
        if (!message.isEmpty()) {
            text.append(": ").append(message);
        }
        if (!id.isEmpty()) {
            text.append(" (").append(id).append(')');
        }
        return text.toString();
    }
}
