package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What somebody may do on a page, so that it offers nothing else. Every request is checked again.
 *
 * @param run change the description of a release
 * @param abort abort a release
 * @param resolve decide about a doubt
 * @param rollback roll back
 * @param manage hold the environment, lift its hold, break its lock
 */
@Restricted(NoExternalUse.class)
public record PageRights(boolean run, boolean abort, boolean resolve, boolean rollback, boolean manage) {
    /** Those of somebody to whom all of it belongs. */
    public static PageRights all() {
        return new PageRights(true, true, true, true, true);
    }

    ObjectNode json() {
        return ReleaseJson.object()
                .put("run", run)
                .put("abort", abort)
                .put("resolve", resolve)
                .put("rollback", rollback)
                .put("manage", manage);
    }
}
