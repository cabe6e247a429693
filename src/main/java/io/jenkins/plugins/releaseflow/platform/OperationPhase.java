package io.jenkins.plugins.releaseflow.platform;

/** How far an operation is, in words common to all platforms. Only {@link #SUCCEEDED} is success. */
public enum OperationPhase {
    /** Accepted, not begun; for example a backup of an addon that does not run. */
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Somebody stopped it on the platform. */
    STOPPED,
    /** The platform does not know it (any more). Normal for a moment right after the start. */
    VANISHED,
    /** Another operation took its place before it was done; for example a later deployment of the same target. */
    REPLACED,
    /** The platform shows a state that this client does not know. Watched on, never success. */
    UNKNOWN;

    /** Whether the operation will not change any more. A vanished one may still turn up. */
    public boolean isEnd() {
        return this == SUCCEEDED || this == FAILED || this == STOPPED || this == REPLACED;
    }
}
