package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Origin;

/** Finds the platform that an environment is bound to. */
@FunctionalInterface
public interface Platforms {
    /**
     * @param environment name of the environment
     * @param origin the build that asks, whose credentials count
     * @throws IllegalArgumentException with a message for people where the environment or its platform is not configured or lacks its credentials
     */
    Platform of(String environment, Origin origin);
}
