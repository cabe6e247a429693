package io.jenkins.plugins.releaseflow.release;

/** What a node started on the platform. */
public enum OperationKind {
    BACKUP,
    DEPLOYMENT,
    JOB_RUN
}
