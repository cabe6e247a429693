package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;

/** Hears of every change of a release, after it is on the disk. Called in order for one release, from the engine's threads; must return soon. */
@FunctionalInterface
public interface ReleaseListener {
    /**
     * @param release the release after the event
     * @param event what happened
     */
    void changed(Release release, ReleaseEvent event);
}
