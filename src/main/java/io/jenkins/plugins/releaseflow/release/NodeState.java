package io.jenkins.plugins.releaseflow.release;

/** The states of a node. A node waits, runs, and then has exactly one of the ends. */
public enum NodeState {
    /** Planned; nothing was asked of the platform yet. */
    WAITING,
    /** The platform is being asked, or is at work. */
    RUNNING,
    /** The platform said that the work succeeded. The only end that lets the flow go on. */
    COMPLETED,
    /** The platform said that the work failed, or refused it. */
    FAILED,
    /** Somebody ended it early. */
    ABORTED,
    /** It did not end within its time limit. */
    TIMED_OUT,
    /** It was not run, on purpose. */
    SKIPPED,
    /** It may or may not have been started, and only a person can tell. Never run again by itself. */
    IN_DOUBT;

    /** Whether this is one of the ends. */
    public boolean isEnd() {
        return this != WAITING && this != RUNNING;
    }
}
