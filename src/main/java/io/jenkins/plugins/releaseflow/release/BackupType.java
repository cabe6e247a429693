package io.jenkins.plugins.releaseflow.release;

/** How a backup is made. */
public enum BackupType {
    /** With the database's own tool: portable, has a log. */
    DUMP,
    /** A copy of the disk: quick, tied to the platform. */
    SNAPSHOT
}
