package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;

/** Hears what becomes of releases, some time after it is on record: see {@link ReleaseAnnouncer}. */
public interface ReleaseObserver {
    /** A release was opened. It may still wait for its environment's lock. */
    default void onOpened(Release release) {}

    /** The platform began a node's operation; once more where it is tried again. */
    default void onNodeStarted(Release release, Node node) {}

    /** A node ended, well or not; once more where a doubt about it was resolved. */
    default void onNodeEnded(Release release, Node node) {}

    /** A release ended. */
    default void onEnded(Release release) {}
}
