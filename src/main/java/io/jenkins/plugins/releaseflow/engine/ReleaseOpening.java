package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.util.Objects;

/**
 * A release to be opened.
 *
 * @param environment name of the environment
 * @param kind why it is made
 * @param name name given by people; may be empty
 * @param description text given by people; may be empty
 * @param origin who, why and from where
 */
public record ReleaseOpening(String environment, ReleaseKind kind, String name, String description, Origin origin) {
    public ReleaseOpening {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(origin, "origin");
    }
}
