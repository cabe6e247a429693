package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One node on its way from being ordered to its end. Safe for use by many threads. */
final class NodeRun {
    private final OpenRelease release;
    private final NodeOrder order;
    private final OperationWatcher watcher;
    private final EngineSettings settings;
    private final ScheduledExecutorService executor;
    private final NodeConsole console;
    private final CompletableFuture<Node> started = new CompletableFuture<>();
    private final CompletableFuture<Node> waited = new CompletableFuture<>();
    private final CompletableFuture<Node> ended = new CompletableFuture<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private Optional<NodeEnd> early = Optional.empty();
    private Optional<NodeWatch> watch = Optional.empty();
    private Optional<OperationReference> reference = Optional.empty();
    private boolean closing;

    NodeRun(
            OpenRelease release,
            NodeOrder order,
            OperationWatcher watcher,
            EngineSettings settings,
            ScheduledExecutorService executor,
            NodeConsole console) {
        this.release = release;
        this.order = order;
        this.watcher = watcher;
        this.settings = settings;
        this.executor = executor;
        this.console = console;
    }

    /** Id of the node. */
    String node() {
        return order.node();
    }

    /** Done when the operation is on record, or the node ended without one. Fails where the ledger can't be written. */
    CompletableFuture<Node> started() {
        return started;
    }

    /** Done when the node ended. Fails with DetachedException when the waiting ended before the work, and where the ledger can't be written. */
    CompletableFuture<Node> waited() {
        return waited;
    }

    /** Whether the waiting ended while the work goes on. */
    boolean isDetached() {
        return waited.isCompletedExceptionally() && !ended.isDone();
    }

    /** Done when the node ended, detached or not. Fails where the ledger can't be written. */
    CompletableFuture<Node> ended() {
        return ended;
    }

    /** Begins, or goes on where the ledger says that the node stands. Returns at once. */
    void begin() {
        executor.execute(() -> {
            try {
                resume();
            } catch (RuntimeException unwritable) {
                broke(unwritable);
            }
        });
    }

    private void resume() {
        Optional<Node> known = release.current().node(order.node());
        Node node = known.orElseGet(() -> plan().node(order.node()).orElseThrow());
        if (node.state().isEnd()) {
            started.complete(node);
            waited.complete(node);
            ended.complete(node);
            return;
        }
        startTimeout(node);
        NodeStart start = new NodeStart(release, order, settings, executor, console, () -> early().isPresent());
        if (node.reference().isPresent()) {
            watch(node.reference().get());
        } else {
            (node.request().isPresent() ? start.resumed(node) : start.fresh())
                    .whenCompleteAsync(this::startedOrNot, executor);
        }
    }

    private Release plan() {
        return release.append(new ReleaseEvent.NodePlanned(
                release.clock().instant(),
                order.node(),
                order.work().kind(),
                order.work().label()));
    }

    private void startTimeout(Node node) {
        Duration left =
                Duration.between(release.clock().instant(), node.plannedAt().plus(order.timeout()));
        ScheduledFuture<?> timer = executor.schedule(
                () -> endEarly(
                        NodeState.TIMED_OUT,
                        order.work().label() + " did not end within " + Durations.text(order.timeout())
                                + ". Raise its parameter 'timeout' (minutes) where that is too short"),
                Math.max(0, left.toMillis()),
                TimeUnit.MILLISECONDS);
        synchronized (this) {
            atEnd.add(() -> timer.cancel(false));
        }
    }

    private void startedOrNot(OperationReference operation, Throwable failure) {
        try {
            if (failure == null) {
                watch(operation);
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                if (cause instanceof NodeEnd.Signal signal) {
                    end(early().filter(end -> signal.end().state() == NodeState.ABORTED)
                            .orElse(signal.end()));
                } else {
                    broke(cause);
                }
            }
        } catch (RuntimeException unwritable) {
            broke(unwritable);
        }
    }

    private void watch(OperationReference operation) {
        NodeLog log = new NodeLog(
                release.platform(),
                operation,
                release.ledger().nodeLog(release.id().number(), order.node()),
                console);
        NodeWatch following = new NodeWatch(
                order.work().label(), release.platform(), operation, log, settings, executor, release.clock(), console);
        Optional<NodeEnd> asked;
        synchronized (this) {
            reference = Optional.of(operation);
            watch = Optional.of(following);
            asked = early;
        }
        started.complete(release.current().node(order.node()).orElseThrow());
        following.end().whenCompleteAsync((end, failure) -> endSafely(asEarly(end)), executor);
        Runnable forget = watcher.watch(operation, following);
        synchronized (this) {
            atEnd.add(forget);
        }
        asked.ifPresent(this::stopOrDetach);
    }

    /** A node that was ended early and whose work then finished all the same is recorded as what it really was. */
    private NodeEnd asEarly(NodeEnd end) {
        return early().filter(asked -> end.state() != NodeState.COMPLETED)
                .map(asked ->
                        new NodeEnd(asked.state(), end.facts(), end.failure().or(asked::failure)))
                .orElse(end);
    }

    /** Ends the node before its work is done; what becomes of the work outside is the order's choice. Returns at once. */
    void endEarly(NodeState state, String why) {
        NodeEnd end = NodeEnd.of(state, why);
        boolean running;
        synchronized (this) {
            if (early.isPresent() || closing) {
                return;
            }
            early = Optional.of(end);
            running = reference.isPresent();
        }
        if (order.onAbort() == OnAbort.STOP || !running) {
            console.println(why);
        }
        if (running) {
            executor.execute(() -> stopOrDetach(end));
        }
    }

    private void stopOrDetach(NodeEnd end) {
        OperationReference operation;
        synchronized (this) {
            operation = reference.orElseThrow();
        }
        if (order.onAbort() == OnAbort.DETACH) {
            detach(end, operation);
            return;
        }
        release.platform()
                .stop(operation)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                PlatformException trouble = OperationWatcher.asPlatformException(failure);
                                endSafely(
                                        with(end, "it could not be stopped on the platform: " + trouble.getMessage()));
                            }
                        },
                        executor);
        executor.schedule(
                () -> endSafely(with(end, "the platform was asked to stop it and did not tell its end")),
                settings.stopPatience().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void detach(NodeEnd end, OperationReference operation) {
        String goesOn = end.failure().map(Failure::message).orElse("") + "; " + operation.id() + " goes on on "
                + release.platform().description() + ", and the release stays open until it has ended";
        console.println(order.work().label() + ": " + goesOn);
        try {
            release.append(new ReleaseEvent.NodeNoted(release.clock().instant(), order.node(), goesOn));
        } catch (RuntimeException unwritable) {
            broke(unwritable);
            return;
        }
        waited.completeExceptionally(new DetachedException(goesOn));
    }

    private static NodeEnd with(NodeEnd end, String addition) {
        String message = end.failure().map(Failure::message).orElse("");
        return NodeEnd.of(end.state(), message + "; " + addition);
    }

    private void endSafely(NodeEnd end) {
        try {
            end(end);
        } catch (RuntimeException unwritable) {
            broke(unwritable);
        }
    }

    private void end(NodeEnd end) {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        List<String> tail = end.failure().map(Failure::logTail).orElse(List.of());
        Optional<Failure> failure = end.failure()
                .map(known -> new Failure(known.message() + lastTrouble(end.state()), known.answer(), tail));
        Node node = release.append(new ReleaseEvent.NodeEnded(
                        release.clock().instant(), order.node(), end.state(), end.facts(), failure))
                .node(order.node())
                .orElseThrow();
        finish();
        started.complete(node);
        waited.complete(node);
        ended.complete(node);
    }

    private String lastTrouble(NodeState state) {
        if (state != NodeState.TIMED_OUT) {
            return "";
        }
        synchronized (this) {
            return watch.flatMap(NodeWatch::trouble)
                    .map(trouble -> "; the last look failed: " + trouble.getMessage())
                    .orElse("");
        }
    }

    private void finish() {
        List<Runnable> tasks;
        synchronized (this) {
            tasks = List.copyOf(atEnd);
            atEnd.clear();
        }
        tasks.forEach(Runnable::run);
    }

    private synchronized Optional<NodeEnd> early() {
        return early;
    }

    /** The ledger can't be written: the node stays open on disk, so that the next start of the controller finds it and goes on. */
    private void broke(Throwable failure) {
        finish();
        started.completeExceptionally(failure);
        waited.completeExceptionally(failure);
        ended.completeExceptionally(failure);
    }
}
