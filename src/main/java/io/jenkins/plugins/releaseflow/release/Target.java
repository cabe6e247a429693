package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * A job or a service of the platform.
 *
 * @param type which of the two
 * @param id the platform's id of it
 */
public record Target(TargetType type, String id) {
    public Target {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
    }

    public static Target job(String id) {
        return new Target(TargetType.JOB, id);
    }

    public static Target service(String id) {
        return new Target(TargetType.SERVICE, id);
    }

    /** For example {@code job migrate}. */
    @Override
    public String toString() {
        return type.word() + " " + id;
    }
}
