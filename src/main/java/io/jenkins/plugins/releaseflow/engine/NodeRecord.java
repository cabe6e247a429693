package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The record of one node: reads where it stands, and writes what happens to it. Every write is on the disk when it returns, or fails with LedgerException. */
final class NodeRecord {
    private final OpenRelease release;
    private final NodeOrder order;

    NodeRecord(OpenRelease release, NodeOrder order) {
        this.release = release;
        this.order = order;
    }

    /** The node as it stands; put on record where it is new. */
    Node planned() {
        return known().orElseGet(() -> append(new ReleaseEvent.NodePlanned(
                now(),
                order.node(),
                order.work().kind(),
                order.work().label(),
                order.terms(),
                order.stage(),
                WorkDigest.of(order.work()))));
    }

    /** The node as it stands. */
    Node current() {
        return known().orElseThrow();
    }

    Optional<Node> known() {
        return release.current().node(order.node());
    }

    /** Before the platform hears of it. Gives the node whose work stands in the way; then nothing is written, and nothing may be asked. */
    Optional<Node> intended(NodeAsking.Question question) {
        return release.intend(new ReleaseEvent.NodeIntended(
                now(), order.node(), current().attempts() + 1, question.request(), question.baseline()));
    }

    void started(OperationReference reference) {
        append(new ReleaseEvent.OperationStarted(now(), order.node(), reference));
    }

    void noted(String text) {
        append(new ReleaseEvent.NodeNoted(now(), order.node(), text));
    }

    void attemptFailed(Failure failure) {
        append(new ReleaseEvent.AttemptFailed(now(), order.node(), failure));
    }

    Node resolved(Resolution resolution, Decision decision) {
        return append(new ReleaseEvent.DoubtResolved(now(), order.node(), resolution, decision));
    }

    /** An end; one in doubt says what was asked, when, and where to look. */
    Node ended(NodeEnd end) {
        Optional<Failure> failure =
                end.state() == NodeState.IN_DOUBT ? end.failure().map(this::explained) : end.failure();
        return append(new ReleaseEvent.NodeEnded(now(), order.node(), end.state(), end.facts(), failure));
    }

    /** Where the log of the operation is kept that the node asked for last: each has a file of its own. */
    Path logFile() {
        int attempts = current().attempts();
        String name = attempts > 1 ? order.node() + "-" + attempts : order.node();
        return release.ledger().nodeLog(release.id().number(), name);
    }

    private Failure explained(Failure failure) {
        return new Failure(
                DoubtText.message(current(), release.platform(), failure.message()),
                failure.answer(),
                failure.logTail());
    }

    private Node append(ReleaseEvent event) {
        return release.append(event).node(order.node()).orElseThrow();
    }

    private Instant now() {
        return release.clock().instant();
    }
}
