package io.jenkins.plugins.releaseflow.platform;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What there is on a platform.
 *
 * @param name the platform's own name of itself, for example of the project
 * @param resources what it has, by kind; a kind that it does not have is missing
 */
public record PlatformContents(String name, Map<ResourceKind, List<ListedResource>> resources) {
    public PlatformContents {
        Objects.requireNonNull(name, "name");
        resources = Map.copyOf(resources);
    }

    /** Those of a kind, in the platform's order. */
    public List<ListedResource> of(ResourceKind kind) {
        return resources.getOrDefault(kind, List.of());
    }
}
