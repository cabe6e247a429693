package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Follows the operation that a node has at a time. Used by one thread at a time; any thread may ask for the status. */
final class NodeFollowing {
    private static final int LAST_WORDS = 20;

    private final OpenRelease release;
    private final NodeOrder order;
    private final NodeTools tools;
    private final NodeConsole console;
    private volatile Optional<NodeWatch> watch = Optional.empty();
    private Optional<Runnable> unwatch = Optional.empty();

    NodeFollowing(OpenRelease release, NodeOrder order, NodeTools tools, NodeConsole console) {
        this.release = release;
        this.order = order;
        this.tools = tools;
        this.console = console;
    }

    /**
     * Begins, with the log in a file.
     *
     * @param turns runs what the node does, one thing at a time
     * @param ended hears of the end, in its turn, unless the following ended before
     */
    void begin(OperationReference operation, Path logFile, Executor turns, Consumer<NodeEnd> ended) {
        NodeLog log =
                new NodeLog(release.platform(), operation, logFile, LogMask.of(order.work()), release.clock(), console);
        NodeWatch following = new NodeWatch(
                order.work().label(),
                release.platform(),
                operation,
                log,
                tools.watcher().logs(),
                tools.settings(),
                release.clock(),
                console);
        watch = Optional.of(following);
        following
                .end()
                .thenAccept(end -> turns.execute(() -> {
                    if (watch.filter(following::equals).isPresent()) {
                        ended.accept(end);
                    }
                }));
        unwatch = Optional.of(tools.watcher().watch(operation, following));
    }

    /**
     * Asks the platform to stop the operation, and goes on following it.
     *
     * @param stillRunning hears, in its turn, that the time for that is over; also where its end is known by then
     */
    void stop(OperationReference operation, Executor turns, Runnable stillRunning) {
        release.platform()
                .stop(operation)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                console.println(order.work().label() + ": could not be stopped: "
                                        + OperationWatcher.asPlatformException(failure)
                                                .getMessage());
                            }
                        },
                        tools.executor());
        tools.executor()
                .schedule(
                        () -> turns.execute(stillRunning),
                        tools.settings().stopPatience().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /**
     * Adds what the target of a deployment printed last, where it did not get ready. Fails never: where that can't be read, the end is told without it.
     */
    CompletionStage<NodeEnd> explained(NodeEnd end, Optional<OperationReference> operation) {
        boolean late = end.state() == NodeState.FAILED || end.state() == NodeState.TIMED_OUT;
        return operation
                .filter(any -> late && end.logTail().isEmpty())
                .map(known -> release.platform()
                        .lastWords(known, LAST_WORDS)
                        .toCompletableFuture()
                        .orTimeout(tools.settings().lookUpPatience().toMillis(), TimeUnit.MILLISECONDS)
                        .handle((lines, failure) -> failure == null ? end.with(safe(lines)) : end))
                .orElseGet(() -> CompletableFuture.completedFuture(end));
    }

    private List<String> safe(List<String> lines) {
        LogMask mask = LogMask.of(order.work());
        return mask.isComplete()
                ? lines.stream()
                        .map(line -> release.platform().withoutSecrets(mask.apply(line)))
                        .map(NodeLog::bounded)
                        .toList()
                : List.of();
    }

    void end() {
        watch = Optional.empty();
        unwatch.ifPresent(Runnable::run);
        unwatch = Optional.empty();
    }

    /** What the last look failed with; empty where it went well, and where nothing is followed. */
    Optional<PlatformException> trouble() {
        return watch.flatMap(NodeWatch::trouble);
    }

    /** Why it is not further, in the platform's words; empty where it does not say. */
    Optional<String> reason() {
        return watch.flatMap(NodeWatch::reason);
    }

    /** Where the waiting stands, for people. */
    String status() {
        return watch.map(known -> known.status().text(release.clock().instant()))
                .orElse("about to be looked at");
    }

    /** What to add to the reason of an end: a time limit passed, and the platform could not be looked at just then. */
    String lastTrouble(NodeState end) {
        return trouble()
                .filter(any -> end == NodeState.TIMED_OUT)
                .map(trouble -> "; the last look failed: " + trouble.getMessage())
                .orElse("");
    }
}
