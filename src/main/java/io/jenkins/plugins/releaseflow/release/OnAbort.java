package io.jenkins.plugins.releaseflow.release;

/** What happens to the work outside when a node is ended early. */
public enum OnAbort {
    /** The platform is asked to stop it. */
    STOP,
    /** Only the waiting ends; the work goes on. */
    DETACH
}
