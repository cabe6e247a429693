package hudson.model.queue;

import hudson.ExtensionPoint;
import hudson.model.Queue;

/** Hears of what waits. Called while the queue is locked. */
public abstract class QueueListener implements ExtensionPoint {
    public QueueListener() {}

    /** Something waits no more. */
    public void onLeft(Queue.LeftItem li) {}
}
