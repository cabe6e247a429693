package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import java.time.Duration;
import java.util.Optional;

/** The order of a node, made again from its record, for nodes that the platform may be at work on. */
final class RecoveredOrder {
    /** Counted from when the node was planned, as always; long, since the record does not hold what the step asked for. */
    private static final Duration TIMEOUT = Duration.ofDays(7);

    private RecoveredOrder() {}

    /** Empty where the node ended, or never got as far as an intent: then nothing was started, and only its build can go on with it. */
    static Optional<NodeOrder> of(Node node) {
        if (node.state().isEnd() || node.request().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NodeOrder(node.id(), work(node, node.request().get()), TIMEOUT, OnAbort.DETACH));
    }

    private static NodeWork work(Node node, OperationRequest request) {
        if (request instanceof BackupRequest backup) {
            return new NodeWork.Backup(backup.addon(), backup.type(), backup.compression(), Optional.of(backup.name()));
        } else if (request instanceof JobRunRequest run) {
            return new NodeWork.RunJob(run.job(), run.command(), run.environment(), run.migration());
        }
        DeploymentRequest deployment = (DeploymentRequest) request;
        if (deployment.pin() instanceof ImagePin image) {
            return new NodeWork.DeployImage(deployment.target().id(), image, deployment.command());
        }
        BuildPin pin = (BuildPin) deployment.pin();
        BuildSelector selector = new BuildSelector(
                pin.buildService(), Optional.empty(), Optional.empty(), pin.commit(), Optional.of(pin.buildId()));
        return new NodeWork.DeployBuild(deployment.target(), selector, deployment.command(), node.kind());
    }
}
