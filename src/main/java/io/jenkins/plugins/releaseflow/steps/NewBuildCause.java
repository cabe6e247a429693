package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Cause;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.util.Objects;

/** The platform finished a new build. */
public final class NewBuildCause extends Cause {
    private final String build;
    private final String buildId;
    private final String commit;
    private final String branch;

    NewBuildCause(BuildPin pin) {
        this.build = pin.buildService();
        this.buildId = pin.buildId();
        this.commit = pin.commit();
        this.branch = pin.branch();
    }

    /** Id of the build service. */
    public String getBuild() {
        return build;
    }

    /** The platform's id of the build. */
    public String getBuildId() {
        return buildId;
    }

    /** The full commit; empty where the platform does not tell it. */
    public String getCommit() {
        return commit;
    }

    /** The branch; empty where the platform does not tell it. */
    public String getBranch() {
        return branch;
    }

    @Override
    public String getShortDescription() {
        return Messages.NewBuildCause_ShortDescription(new BuildPin(build, buildId, commit, branch).summary(), build);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NewBuildCause that
                && build.equals(that.build)
                && buildId.equals(that.buildId)
                && commit.equals(that.commit)
                && branch.equals(that.branch);
    }

    @Override
    public int hashCode() {
        return Objects.hash(build, buildId, commit, branch);
    }
}
