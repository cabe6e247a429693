package io.jenkins.plugins.releaseflow.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import io.jenkins.plugins.releaseflow.engine.ReleaseObserver;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;

/**
 * Hears what becomes of the releases of this Jenkins, for example to tell people. Register one with {@code @Extension}.
 *
 * <p>Called on a thread of Release Flow, for one thing after the other in the order in which they happened, each after it is on record; must return soon, and hand over
 * what waits for another machine. What it throws is logged once, and changes nothing for the release. After a crash of Jenkins, what happened just before it
 * may not be told.
 */
public abstract class ReleaseFlowListener implements ReleaseObserver, ExtensionPoint {
    @Override
    public void onOpened(@NonNull Release release) {}

    @Override
    public void onNodeStarted(@NonNull Release release, @NonNull Node node) {}

    @Override
    public void onNodeEnded(@NonNull Release release, @NonNull Node node) {}

    @Override
    public void onEnded(@NonNull Release release) {}
}
