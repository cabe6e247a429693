package io.jenkins.plugins.releaseflow.release;

/** What a node does. */
public enum NodeKind {
    /** Backs an addon up. */
    BACKUP,
    /** Puts a build on a job or a service. */
    DEPLOY_BUILD,
    /** Runs a job. */
    RUN_JOB,
    /** Puts a build or an image on a service and waits until it is healthy. */
    DEPLOY_SERVICE,
    /** Puts an addon's data of a backup in the place of what is there. */
    RESTORE,
    /** Runs a command in a container that runs. */
    RUN_COMMAND,
    /** Something that only a later version of Release Flow knows, or that can't be read any more. */
    UNKNOWN
}
