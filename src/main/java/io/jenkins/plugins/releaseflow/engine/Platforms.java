package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.Optional;
import java.util.function.Function;

/** Finds the platform that an environment is bound to. */
@FunctionalInterface
public interface Platforms {
    /**
     * @param environment name of the environment
     * @param origin the build that asks, whose credentials count
     * @throws IllegalArgumentException with a message for people where the environment or its platform is not configured or lacks its credentials
     */
    Platform of(String environment, Origin origin);

    /**
     * Where people see operations of an environment, for pages that anybody may open. To look at one is no use of a credential, so no build is asked for any where
     * the platform's links need none.
     *
     * @throws IllegalArgumentException as {@link #of} does
     */
    default Function<OperationReference, Optional<String>> links(String environment, Origin origin) {
        return of(environment, origin)::link;
    }
}
