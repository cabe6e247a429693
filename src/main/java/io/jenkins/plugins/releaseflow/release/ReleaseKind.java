package io.jenkins.plugins.releaseflow.release;

/** Why a release was made. */
public enum ReleaseKind {
    /** A new version goes out. */
    RELEASE,
    /** An environment goes back to what an earlier release deployed. */
    ROLLBACK,
    /** Something that only a later version of Release Flow knows, or that can't be read any more. */
    UNKNOWN
}
