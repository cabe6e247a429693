package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.BuildOverride;
import java.util.List;
import java.util.Objects;

/**
 * What somebody asks of one run of a job in place of what its Jenkinsfile says.
 *
 * @param name name of its releases; empty for the flow's own
 * @param description description of its releases; empty for the flow's own
 * @param allowOlder whether builds may be deployed that are older than the live ones, also where the flow says nothing of it
 * @param builds the builds that were chosen
 */
public record RunOverrides(String name, String description, boolean allowOlder, List<InEnvironment> builds) {
    /** Nothing but what the Jenkinsfile says. */
    public static final RunOverrides NONE = new RunOverrides("", "", false, List.of());

    /**
     * A build that was chosen.
     *
     * @param environment where; empty for every environment that the run releases to
     */
    public record InEnvironment(String environment, BuildOverride override) {
        public InEnvironment {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(override, "override");
        }

        boolean isFor(String other) {
            return environment.isEmpty() || environment.equals(other);
        }
    }

    public RunOverrides {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        builds = List.copyOf(builds);
    }

    String nameOr(String own) {
        return name.isEmpty() ? own : name;
    }

    String descriptionOr(String own) {
        return description.isEmpty() ? own : description;
    }

    /** The builds that were chosen for an environment. */
    List<BuildOverride> in(String environment) {
        return builds.stream()
                .filter(each -> each.isFor(environment))
                .map(InEnvironment::override)
                .toList();
    }
}
