package hudson.model;

import jenkins.model.CauseOfInterruption;

/** What runs a build. Hosts that run builds otherwise have none. */
public class Executor extends Thread {
    Executor() {}

    /** Asks the build to stop, with a result and the reasons for it. */
    public void interrupt(Result result, CauseOfInterruption... causes) {
        interrupt();
    }
}
