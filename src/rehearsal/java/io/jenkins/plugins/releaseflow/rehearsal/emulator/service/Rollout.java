package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import java.time.Instant;

/**
 * How far a service's deployment is, as Northflank shows it.
 *
 * @param changedAt when it became so; never the same twice
 */
public record Rollout(Status status, Reason reason, Instant changedAt) {
    /** Northflank's states of a deployment. */
    public enum Status {
        PENDING,
        IN_PROGRESS,
        /** Rolled out and serving. */
        COMPLETED,
        FAILED
    }

    /** What the state is about. */
    public enum Reason {
        SCALING,
        DEPLOYING
    }

    boolean isUnsettledDeployment() {
        return reason == Reason.DEPLOYING && (status == Status.PENDING || status == Status.IN_PROGRESS);
    }
}
