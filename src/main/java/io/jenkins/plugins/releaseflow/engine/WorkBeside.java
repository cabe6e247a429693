package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Release;
import java.util.Optional;

/**
 * Work of a release that is under way, or may be, and beside which no other of its kind may be started: a migration beside a migration of the same job, a restore
 * beside a restore of the same addon. A script may order one a second time, under a new node, while the first goes on outside or is in doubt. Pure functions.
 */
final class WorkBeside {
    private WorkBeside() {}

    /** The node whose work stands in the way of a request of another node; empty where nothing does. */
    static Optional<Node> of(Release release, String node, OperationRequest request) {
        return mustBeAlone(request)
                ? release.nodeList().stream()
                        .filter(other -> !other.id().equals(node) && isUnderWay(other) && isLike(other, request))
                        .findFirst()
                : Optional.empty();
    }

    /** Why a node may not be started, for people. */
    static String refusal(Node other, OperationRequest request) {
        String stands = other.state() == NodeState.IN_DOUBT
                ? " is in doubt, and may be at work: decide about it first"
                : " has not ended: wait for it with awaitCompletion node: '" + other.id() + "'";
        String exempt = request.kind() == OperationKind.JOB_RUN
                ? ", or say migration: 'none' where the job changes no database"
                : "";
        return other.label() + " (node " + other.id() + ") of this release" + stands + exempt
                + ". Nothing was started, since two at once could spoil the database";
    }

    private static boolean mustBeAlone(OperationRequest request) {
        return request.kind() == OperationKind.RESTORE
                || request instanceof JobRunRequest run && run.concurrency() != Concurrency.ALLOW;
    }

    private static boolean isUnderWay(Node node) {
        return node.state() == NodeState.RUNNING || node.state() == NodeState.IN_DOUBT;
    }

    private static boolean isLike(Node other, OperationRequest request) {
        Optional<OperationReference> reference = other.reference();
        return other.request()
                .map(asked -> asked.kind() == request.kind()
                        && asked.resource().equals(request.resource())
                        && mustBeAlone(asked))
                .orElseGet(() -> reference
                        .filter(known -> known.kind() == request.kind()
                                && known.resource().equals(request.resource()))
                        .isPresent());
    }
}
