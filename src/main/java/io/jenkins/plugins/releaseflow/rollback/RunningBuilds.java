package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** The builds of the host that are under way. */
@FunctionalInterface
public interface RunningBuilds {
    /**
     * Asks the build that made a release to stop, since a rollback takes its place. Returns at once. Without that its script would go on to its next step.
     *
     * @param origin names the build
     * @param rollback the rollback
     * @param who id of the user who asked for the rollback; may be empty
     * @return whether it runs
     */
    boolean preempt(Origin origin, ReleaseId rollback, String who);
}
