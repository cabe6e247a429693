package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One build of a build service. Pins of the same build are equal, whether it is known when it was built or not.
 *
 * @param buildService id of the build service
 * @param buildId the platform's id of the build
 * @param commit full commit id that was built; empty where the platform does not tell it
 * @param branch branch that was built; empty where the platform does not tell it
 * @param builtAt when it was built, by the platform's clock; empty where the platform does not tell it
 */
public record BuildPin(String buildService, String buildId, String commit, String branch, Optional<Instant> builtAt)
        implements Pin {
    private static final int SHORT_COMMIT = 7;

    public BuildPin {
        Objects.requireNonNull(buildService, "buildService");
        Objects.requireNonNull(buildId, "buildId");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(builtAt, "builtAt");
    }

    /** A build of which it is not known when it was built. */
    public BuildPin(String buildService, String buildId, String commit, String branch) {
        this(buildService, buildId, commit, branch, Optional.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuildPin that
                && buildService.equals(that.buildService)
                && buildId.equals(that.buildId)
                && commit.equals(that.commit)
                && branch.equals(that.branch);
    }

    @Override
    public int hashCode() {
        return Objects.hash(buildService, buildId, commit, branch);
    }

    /** The first characters of the commit, as git shows them. */
    public String shortCommit() {
        return commit.length() > SHORT_COMMIT ? commit.substring(0, SHORT_COMMIT) : commit;
    }

    @Override
    public String summary() {
        String detail = branch.isEmpty() ? shortCommit() : shortCommit() + ", " + branch;
        return detail.isEmpty() ? buildId : buildId + " (" + detail + ")";
    }
}
