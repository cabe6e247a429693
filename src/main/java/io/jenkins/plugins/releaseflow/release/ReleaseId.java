package io.jenkins.plugins.releaseflow.release;

import java.io.Serializable;
import java.util.Objects;

/**
 * Names one release.
 *
 * @param environment name of the environment
 * @param number counted per environment, from 1
 */
public record ReleaseId(String environment, int number) implements Serializable {
    public ReleaseId {
        Objects.requireNonNull(environment, "environment");
    }

    /** For example {@code production #12}. */
    @Override
    public String toString() {
        return environment + " #" + number;
    }
}
