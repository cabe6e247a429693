package io.jenkins.plugins.releaseflow.release;

/** The states of a release: open ones first, then the outcomes. */
public enum ReleaseState {
    /** Waits for the environment's lock. */
    WAITING,
    /** Holds the environment's lock. */
    RUNNING,
    /** Every node completed or was skipped. */
    RELEASED,
    /** A node or the script around the nodes failed. */
    FAILED,
    /** Somebody ended it early. */
    ABORTED,
    /** It ended while it is not known what a node did on the platform. */
    IN_DOUBT;

    /** Whether this is an outcome. */
    public boolean isEnd() {
        return this != WAITING && this != RUNNING;
    }
}
