package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** Tells people how a doubt is answered on the host that they are on. Safe for use by many threads. */
@FunctionalInterface
public interface DecisionHint {
    /**
     * What to do, to be printed as it is.
     *
     * @param release the release that waits
     * @param node id of the node that is in doubt
     * @return one line or several; empty where there is nothing to say
     */
    String text(ReleaseId release, String node);
}
