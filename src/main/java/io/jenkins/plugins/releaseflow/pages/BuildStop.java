package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.release.Origin;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Stops the build that makes a release. Each host has builds of its own. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface BuildStop {
    /**
     * Asks a build to stop. Returns at once.
     *
     * @param origin names the build
     * @param who id of the user who decides
     * @return whether it runs
     */
    boolean stop(Origin origin, String who);

    /** For hosts without builds. */
    static BuildStop none() {
        return (origin, who) -> false;
    }
}
