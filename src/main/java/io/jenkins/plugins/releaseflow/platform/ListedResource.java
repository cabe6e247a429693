package io.jenkins.plugins.releaseflow.platform;

import java.util.Objects;

/**
 * One thing that a platform has.
 *
 * @param id the platform's id of it, which steps name
 * @param name as the platform shows it; may be the id
 */
public record ListedResource(String id, String name) {
    public ListedResource {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
    }
}
