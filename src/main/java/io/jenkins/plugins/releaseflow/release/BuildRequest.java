package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * Asks for a build.
 *
 * @param buildService id of the build service
 * @param branch branch to build; exclusive with the pull request
 * @param pullRequest number of the pull request to build
 * @param commit full commit to build; empty for the newest one
 */
public record BuildRequest(
        String buildService, Optional<String> branch, Optional<Integer> pullRequest, Optional<String> commit)
        implements OperationRequest {
    public BuildRequest {
        Objects.requireNonNull(buildService, "buildService");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(pullRequest, "pullRequest");
        Objects.requireNonNull(commit, "commit");
    }

    /** The build that a choice comes to where there is none yet. */
    public static BuildRequest of(BuildSelector selector) {
        return new BuildRequest(
                selector.buildService(),
                selector.branch(),
                selector.pullRequest(),
                selector.isLatest() ? Optional.empty() : Optional.of(selector.commit()));
    }

    @Override
    public OperationKind kind() {
        return OperationKind.BUILD;
    }

    @Override
    public String resource() {
        return buildService;
    }
}
