package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.time.Duration;
import java.util.Optional;

/** Makes orders for the engine of what a rollback asks. Nothing is retried, and half a change of a database is never stopped by itself. */
final class CallOrders {
    private static final Duration DATABASE = Duration.ofHours(2);
    private static final Duration DEPLOYMENT = Duration.ofMinutes(30);

    private CallOrders() {}

    static NodeOrder of(RollbackCall call) {
        boolean deploys = call.request() instanceof DeploymentRequest;
        OnAbort onAbort = call.request() instanceof BackupRequest ? OnAbort.STOP : OnAbort.DETACH;
        return new NodeOrder(call.node(), work(call.request()), NodeTerms.of(deploys ? DEPLOYMENT : DATABASE, onAbort));
    }

    private static NodeWork work(OperationRequest request) {
        if (request instanceof BackupRequest backup) {
            return new NodeWork.Backup(
                    backup.addon(),
                    backup.type(),
                    backup.compression(),
                    Optional.of(backup.name()).filter(name -> !name.isEmpty()),
                    backup.retain());
        } else if (request instanceof RestoreRequest restore) {
            return new NodeWork.Restore(restore.addon(), restore.backup());
        } else if (request instanceof JobRunRequest run) {
            return new NodeWork.RunJob(
                    run.job(),
                    run.override(),
                    run.environment(),
                    run.migration(),
                    NodeWork.RunSource.of(run.image()),
                    run.plan(),
                    run.concurrency());
        } else if (request instanceof DeploymentRequest deployment) {
            return work(deployment);
        }
        throw new IllegalArgumentException("A rollback never asks for " + request.kind());
    }

    private static NodeWork work(DeploymentRequest deployment) {
        NodeKind kind = deployment.target().type() == TargetType.JOB ? NodeKind.DEPLOY_BUILD : NodeKind.DEPLOY_SERVICE;
        if (deployment.pin() instanceof BuildPin build) {
            return new NodeWork.DeployBuild(
                    deployment.target(),
                    BuildSelector.ofId(build.buildService(), build.buildId()),
                    deployment.override(),
                    deployment.use(),
                    kind,
                    true,
                    false);
        }
        return new NodeWork.DeployImage(
                deployment.target(),
                (ImagePin) deployment.pin(),
                deployment.credentials(),
                deployment.override(),
                deployment.use(),
                kind);
    }
}
