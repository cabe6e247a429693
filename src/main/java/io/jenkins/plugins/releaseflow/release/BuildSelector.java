package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * Which build a step asks for, before it is resolved to a {@link BuildPin}.
 *
 * @param buildService id of the build service
 * @param branch branch to take builds from
 * @param pullRequest number of the pull request to take builds from; exclusive with the branch
 * @param commit full or abbreviated commit, or {@link #LATEST} for the newest finished build
 * @param buildId a build by its id; then only the build service matters besides
 */
public record BuildSelector(
        String buildService,
        Optional<String> branch,
        Optional<Integer> pullRequest,
        String commit,
        Optional<String> buildId) {
    /** The newest build that succeeded. */
    public static final String LATEST = "latest";

    public BuildSelector {
        Objects.requireNonNull(buildService, "buildService");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(pullRequest, "pullRequest");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(buildId, "buildId");
    }

    /** Whether the newest finished build is meant. */
    public boolean isLatest() {
        return buildId.isEmpty() && commit.equals(LATEST);
    }

    /** The step's parameter that says which build is meant. */
    public String parameter() {
        return buildId.isPresent() ? "buildId" : isLatest() ? "build" : "commit";
    }

    /** The choice of one build by its id. */
    public static BuildSelector ofId(String buildService, String buildId) {
        return new BuildSelector(buildService, Optional.empty(), Optional.empty(), LATEST, Optional.of(buildId));
    }

    /** A text that is equal exactly for equal selectors, for example {@code shop-build branch main commit latest}. */
    public String text() {
        StringBuilder text = new StringBuilder(buildService);
        if (buildId.isPresent()) {
            return text.append(" build ").append(buildId.get()).toString();
        }
        branch.ifPresent(name -> text.append(" branch ").append(name));
        pullRequest.ifPresent(number -> text.append(" pull request ").append(number));
        return text.append(" commit ").append(commit).toString();
    }
}
