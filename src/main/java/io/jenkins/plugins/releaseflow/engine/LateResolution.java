package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Resolves a doubt of a release that has ended: the record learns what the work came to, and nothing is started any more. */
final class LateResolution {
    private final EnvironmentLedger ledger;
    private final Clock clock;

    LateResolution(EnvironmentLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    CompletionStage<Node> resolve(ReleaseId id, String nodeId, Resolution resolution, Decision decision) {
        Release resolved = ledger.change(id.number(), release -> {
            check(release, nodeId, resolution);
            return new ReleaseEvent.DoubtResolved(clock.instant(), nodeId, resolution, decision);
        });
        return CompletableFuture.completedFuture(resolved.node(nodeId).orElseThrow());
    }

    private static void check(Release release, String nodeId, Resolution resolution) {
        Node node = release.node(nodeId)
                .orElseThrow(() -> new IllegalArgumentException(
                        "node: release " + release.id() + " has no node '" + nodeId + "'"));
        if (node.state() != NodeState.IN_DOUBT) {
            throw new IllegalArgumentException("node: '" + nodeId + "' (" + node.label() + ") is not in doubt");
        }
        boolean mark = resolution instanceof Resolution.MarkCompleted || resolution instanceof Resolution.MarkFailed;
        if (!mark) {
            throw new IllegalArgumentException(
                    "resolution: release " + release.id() + " has ended, so nothing of it is watched or run any more;"
                            + " use 'completed' or 'failed', and release again where that is needed");
        }
    }
}
