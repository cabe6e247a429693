package io.jenkins.plugins.releaseflow.release;

/** What is done on the platform: for a node, or to have the build that a node deploys. */
public enum OperationKind {
    BACKUP,
    BUILD,
    COMMAND,
    DEPLOYMENT,
    JOB_RUN,
    RESTORE
}
