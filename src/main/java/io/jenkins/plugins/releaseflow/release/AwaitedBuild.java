package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * A build that a release waits for, since it has to be finished before it can be deployed.
 *
 * @param node the node that waits for it, or the first of those; the build's log is kept as this node's
 * @param request what the platform was asked for, or was about to be; empty for a build that was under way already
 * @param baseline what existed before that
 * @param reference where the build is found, once known
 */
public record AwaitedBuild(
        String node, Optional<BuildRequest> request, Baseline baseline, Optional<OperationReference> reference) {
    public AwaitedBuild {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(reference, "reference");
    }

    /** Whether this release started it. */
    public boolean isOurs() {
        return request.isPresent();
    }
}
