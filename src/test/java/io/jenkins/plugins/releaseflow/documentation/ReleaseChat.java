package io.jenkins.plugins.releaseflow.documentation;

import hudson.Extension;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowListener;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.concurrent.LinkedBlockingQueue;

/** Collects what a chat is to be told of releases. */
@Extension
public class ReleaseChat extends ReleaseFlowListener {
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

    /** What another thread sends to the chat. */
    public LinkedBlockingQueue<String> messages() {
        return messages;
    }

    @Override
    public void onNodeEnded(Release release, Node node) {
        if (node.state() == NodeState.IN_DOUBT) {
            messages.add("Somebody has to look: " + node.label() + " of release " + release.id() + " is in doubt");
        }
    }

    @Override
    public void onEnded(Release release) {
        messages.add(release.fullTitle() + " is " + release.state() + ", made by "
                + release.origin().who());
    }
}
