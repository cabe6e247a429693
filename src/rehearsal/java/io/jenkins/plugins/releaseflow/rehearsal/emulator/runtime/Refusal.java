package io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime;

import java.util.Locale;
import java.util.Map;

/**
 * The emulator refuses a request, as the platform would: an HTTP status, an id for programs, a message for people and
 * details.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String id;
    private final transient Map<String, Object> details;

    private Refusal(int status, String id, String message, Map<String, Object> details) {
        super(message);
        this.status = status;
        this.id = id;
        this.details = Map.copyOf(details);
    }

    /** 400: the request makes no sense. */
    public static Refusal invalid(String message) {
        return new Refusal(400, "invalid-request", message, Map.of());
    }

    /** 404: there is no such thing. */
    public static Refusal missing(String kind, String parameter, Object value) {
        String words = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
        return new Refusal(404, kind.replace(' ', '-') + "-not-found", words + " not found", Map.of(parameter, value));
    }

    /** 409: not in the present state. */
    public static Refusal conflict(String id, String message) {
        return new Refusal(409, id, message, Map.of());
    }

    /** Any other refusal. */
    public static Refusal of(int status, String id, String message) {
        return new Refusal(status, id, message, Map.of());
    }

    public int status() {
        return status;
    }

    public String id() {
        return id;
    }

    public Map<String, Object> details() {
        return details;
    }
}
