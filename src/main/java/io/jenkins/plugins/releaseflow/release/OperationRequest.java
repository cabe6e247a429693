package io.jenkins.plugins.releaseflow.release;

/** What is asked of the platform for a node, all choices made. It is recorded before the platform hears of it. */
public sealed interface OperationRequest
        permits BackupRequest, BuildRequest, CommandRequest, DeploymentRequest, JobRunRequest, RestoreRequest {
    /** What kind of operation it starts. */
    OperationKind kind();

    /** Id of the addon, build service, job or service that it is about. */
    String resource();
}
