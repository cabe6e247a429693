package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * One build of a build service.
 *
 * @param buildService id of the build service
 * @param buildId the platform's id of the build
 * @param commit full commit id that was built; empty where the platform does not tell it
 * @param branch branch that was built; empty where the platform does not tell it
 */
public record BuildPin(String buildService, String buildId, String commit, String branch) implements Pin {
    private static final int SHORT_COMMIT = 7;

    public BuildPin {
        Objects.requireNonNull(buildService, "buildService");
        Objects.requireNonNull(buildId, "buildId");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(branch, "branch");
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
