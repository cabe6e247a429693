package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * Where a build or an image is taken from that is live already.
 *
 * @param source job or service on which it is live
 * @param environment name of the environment that the source is in
 */
public record Promotion(Target source, String environment) {
    public Promotion {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(environment, "environment");
    }

    /** For example {@code service api of staging}. */
    @Override
    public String toString() {
        return source + " of " + environment;
    }
}
