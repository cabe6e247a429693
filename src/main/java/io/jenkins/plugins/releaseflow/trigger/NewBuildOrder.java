package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.Objects;
import java.util.Optional;

/**
 * Which new builds start a job.
 *
 * @param environment whose platform is looked at
 * @param origin the job, for whose credentials are used
 * @param buildService id of the build service
 * @param branch only builds of this branch; empty for any
 * @param pullRequest only builds of this pull request; empty for any
 * @param policy which of them
 */
public record NewBuildOrder(
        String environment,
        Origin origin,
        String buildService,
        Optional<String> branch,
        Optional<Integer> pullRequest,
        BuildPolicy policy) {
    public NewBuildOrder {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(buildService, "buildService");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(pullRequest, "pullRequest");
        Objects.requireNonNull(policy, "policy");
    }

    boolean concerns(SucceededBuild build) {
        return branch.map(build.pin().branch()::equals).orElse(true)
                && pullRequest
                        .map(Optional::of)
                        .map(build.pullRequest()::equals)
                        .orElse(true);
    }

    /** The file in the job's directory that keeps which builds are known. Another choice knows nothing of what this one has seen. */
    String fileName() {
        String choice = String.join(
                "\n",
                environment,
                buildService,
                branch.orElse(""),
                pullRequest.map(String::valueOf).orElse(""),
                policy.name());
        return String.format("release-flow-new-build-%08x.json", choice.hashCode());
    }

    /** For logs, for example {@code shop, for builds of api-build}. */
    String text() {
        return origin.job() + ", for builds of " + buildService;
    }
}
