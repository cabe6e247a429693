package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Starts the build that makes a rollback. Each host has builds of its own. */
@FunctionalInterface
@Restricted(NoExternalUse.class)
public interface RollbackStarter {
    /**
     * What was started.
     *
     * @param build for people, for example {@code shop #12}; empty where the host does not know it yet
     * @param url where it is seen, relative to the host's root; empty where there is no such page
     */
    record Started(Optional<String> build, Optional<String> url) {}

    /** Whether the job that made a release is still there. */
    default boolean hasJob(Release to) {
        return true;
    }

    /**
     * Has the host run a script. Returns soon.
     *
     * @param to the release to go back to, whose job it is
     * @param script what the build runs
     * @param who id of the user who asks
     * @throws IllegalStateException with a message for people, where it can't be started
     */
    Started start(Release to, String script, String who);
}
