package io.jenkins.plugins.releaseflow.release;

/** What a node asks of the platform, all choices made. It is recorded before the platform hears of it. */
public sealed interface OperationRequest permits BackupRequest, DeploymentRequest, JobRunRequest {
    /** What kind of operation it starts. */
    OperationKind kind();

    /** Id of the addon, job or service that it is about. */
    String resource();
}
