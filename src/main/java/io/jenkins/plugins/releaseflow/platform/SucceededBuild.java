package io.jenkins.plugins.releaseflow.platform;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.util.Objects;
import java.util.Optional;

/**
 * A build that a platform lists, and that can be deployed.
 *
 * @param pin which it is
 * @param pullRequest number of the pull request that it was built for; empty where it was built for a branch
 */
public record SucceededBuild(BuildPin pin, Optional<Integer> pullRequest) {
    public SucceededBuild {
        Objects.requireNonNull(pin, "pin");
        Objects.requireNonNull(pullRequest, "pullRequest");
    }
}
