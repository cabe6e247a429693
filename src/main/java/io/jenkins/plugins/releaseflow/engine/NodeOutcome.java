package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Node;
import java.util.concurrent.CompletableFuture;

/** What others wait for of a node. Safe for use by many threads. */
final class NodeOutcome {
    private final CompletableFuture<Node> started = new CompletableFuture<>();
    private final CompletableFuture<Node> waited = new CompletableFuture<>();
    private final CompletableFuture<Node> ended = new CompletableFuture<>();

    /** Done when the operation is on record, or the node ended without one. Fails where the ledger can't be written. */
    CompletableFuture<Node> started() {
        return started;
    }

    /** Done when the node ended. Fails with DetachedException when the waiting ended before the work, and where the ledger can't be written. */
    CompletableFuture<Node> waited() {
        return waited;
    }

    /** Done when the node ended, detached or not. Fails where the ledger can't be written. */
    CompletableFuture<Node> ended() {
        return ended;
    }

    /** Whether the waiting ended while the work goes on. */
    boolean isDetached() {
        return waited.isCompletedExceptionally() && !ended.isDone();
    }

    /** Whether it broke off since the ledger could not be written: on disk the node is still open. */
    boolean isBroken() {
        return ended.isCompletedExceptionally();
    }

    void start(Node node) {
        started.complete(node);
    }

    void detach(String why) {
        waited.completeExceptionally(new DetachedException(why));
    }

    /** The end first: who hears that the waiting is over finds it told. */
    void end(Node node) {
        ended.complete(node);
        started.complete(node);
        waited.complete(node);
    }

    /** The end first here too: otherwise the work would look detached for a moment. */
    void breakOff(Throwable failure) {
        ended.completeExceptionally(failure);
        started.completeExceptionally(failure);
        waited.completeExceptionally(failure);
    }
}
