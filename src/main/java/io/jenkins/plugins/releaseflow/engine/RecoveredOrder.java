package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import java.util.Optional;

/** The order of a node, made again from its record, for nodes that the platform may be at work on. */
final class RecoveredOrder {
    private RecoveredOrder() {}

    /** Empty where the node ended, or nothing of it can be on the platform: then only its build can go on with it. */
    static Optional<NodeOrder> of(Node node) {
        boolean open = node.state() == NodeState.RUNNING || node.state() == NodeState.IN_DOUBT;
        return open
                ? Optional.of(node.request()
                        .map(request -> repeatable(new NodeOrder(node.id(), work(node, request), node.terms())))
                        .orElseGet(() -> unread(node)))
                : Optional.empty();
    }

    /** Where the values of variables are lost, nothing is tried again by itself: it would run with empty ones. */
    private static NodeOrder repeatable(NodeOrder order) {
        return canRunAgain(order)
                ? order
                : new NodeOrder(order.node(), order.work(), once(order.terms()), order.stage());
    }

    private static NodeTerms once(NodeTerms terms) {
        OnInDoubt onInDoubt = terms.onInDoubt() == OnInDoubt.RERUN ? OnInDoubt.ASK : terms.onInDoubt();
        return new NodeTerms(terms.timeout(), terms.onAbort(), onInDoubt, 0);
    }

    /** A node whose request can't be read: nothing of it can be asked again, whatever its terms say. */
    private static NodeOrder unread(Node node) {
        OperationKind operation = node.reference().map(OperationReference::kind).orElse(OperationKind.JOB_RUN);
        return new NodeOrder(node.id(), new NodeWork.Unread(node.kind(), operation, node.label()), once(node.terms()));
    }

    /**
     * Refuses to run it again where the record does not hold all that this needs: values of variables may be secret, and are not kept.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static void requirePossible(Resolution resolution, NodeOrder order) {
        if (resolution instanceof Resolution.RunAgain && !canRunAgain(order)) {
            throw new IllegalArgumentException(
                    "resolution: 'again' is not possible, since the build is gone and the values of its"
                            + " variables are not kept in the record; mark it as failed, and release again");
        }
    }

    private static boolean canRunAgain(NodeOrder order) {
        if (order.work() instanceof NodeWork.RunJob run) {
            return run.environment().values().stream().noneMatch(String::isEmpty);
        }
        return !(order.work() instanceof NodeWork.Unread);
    }

    private static NodeWork work(Node node, OperationRequest request) {
        if (request instanceof BackupRequest backup) {
            return new NodeWork.Backup(
                    backup.addon(),
                    backup.type(),
                    backup.compression(),
                    Optional.of(backup.name()),
                    backup.retain(),
                    backup.check(),
                    backup.destinations());
        } else if (request instanceof JobRunRequest run) {
            return new NodeWork.RunJob(
                    run.job(),
                    run.override(),
                    run.environment(),
                    run.migration(),
                    NodeWork.RunSource.of(run.image()),
                    run.plan(),
                    run.concurrency());
        }
        if (request instanceof RestoreRequest restore) {
            return new NodeWork.Restore(restore.addon(), restore.backup());
        }
        if (request instanceof CommandRequest command) {
            return new NodeWork.Command(command);
        }
        DeploymentRequest deployment = (DeploymentRequest) request;
        if (deployment.use() == CommandUse.COMMAND_ONLY) {
            return new NodeWork.PutBack(deployment);
        }
        if (deployment.pin() instanceof ImagePin image) {
            return new NodeWork.DeployImage(
                    deployment.target(),
                    image,
                    deployment.credentials(),
                    deployment.override(),
                    deployment.use(),
                    node.kind());
        }
        BuildPin pin = (BuildPin) deployment.pin();
        BuildSelector selector = new BuildSelector(
                pin.buildService(), Optional.empty(), Optional.empty(), pin.commit(), Optional.of(pin.buildId()));
        // Whether it may be older was judged when it was first asked for.
        return new NodeWork.DeployBuild(
                deployment.target(), selector, deployment.override(), deployment.use(), node.kind(), true, false);
    }
}
