package io.jenkins.plugins.releaseflow.release;

/** Why a release was made. */
public enum ReleaseKind {
    /** A new version goes out. */
    RELEASE,
    /** An environment goes back to what an earlier release deployed. */
    ROLLBACK
}
