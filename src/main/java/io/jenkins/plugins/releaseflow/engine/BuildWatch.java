package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.AwaitedBuild;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Follows the build that a choice came to, with its log. Used by one thread at a time; any thread may ask for the status. */
final class BuildWatch {
    private final OpenRelease release;
    private final BuildSelector selector;
    private final String node;
    private final NodeTools tools;
    private final NodeConsole console;
    private Optional<OperationReference> build = Optional.empty();
    private volatile Optional<NodeWatch> watch = Optional.empty();
    private Optional<Runnable> unwatch = Optional.empty();

    /** @param node whose the log is kept as, unless another is on record as waiting */
    BuildWatch(OpenRelease release, BuildSelector selector, String node, NodeTools tools, NodeConsole console) {
        this.release = release;
        this.selector = selector;
        this.node = node;
        this.tools = tools;
        this.console = console;
    }

    /** The build that is or was followed. */
    Optional<OperationReference> build() {
        return build;
    }

    /** What it waits for, for people. */
    String status() {
        return watch.map(known -> "waits for its build: "
                        + known.status().text(release.clock().instant()))
                .orElse("looks for its build");
    }

    /** Done when the build came to its end, or is gone. */
    CompletableFuture<NodeEnd> follow(OperationReference reference) {
        NodeWatch following = new NodeWatch(
                "Build " + reference.id(),
                release.platform(),
                reference,
                log(reference, console),
                tools.watcher().logs(),
                tools.settings(),
                release.clock(),
                console);
        build = Optional.of(reference);
        watch = Optional.of(following);
        unwatch = Optional.of(tools.watcher().watch(reference, following));
        return following.end();
    }

    /** Follows it no more. */
    void end() {
        unwatch.ifPresent(Runnable::run);
        unwatch = Optional.empty();
    }

    /** The last lines of a build that ended long ago, oldest first; empty where they can't be read now. */
    CompletionStage<List<String>> lastLines(OperationReference reference) {
        NodeLog log = log(reference, NodeConsole.silent());
        return tools.watcher()
                .logs()
                .readLast(log, Duration.ZERO, tools.settings().lookUpPatience())
                .handle((any, unread) -> log.tail());
    }

    /** Asks the platform to stop it; says so where it can't be stopped. */
    void stop(OperationReference reference) {
        NodeAsking.guarded(() -> release.platform().stop(reference)).get().whenComplete((done, failure) -> {
            if (failure != null) {
                console.println("Build " + reference.id() + " could not be stopped: "
                        + OperationWatcher.asPlatformException(failure).getMessage());
            }
        });
    }

    /** The log is kept as that of the node that is on record as waiting, so that it goes on there after a restart. */
    private NodeLog log(OperationReference reference, NodeConsole shown) {
        String keeper = Optional.ofNullable(release.current().builds().get(selector.text()))
                .map(AwaitedBuild::node)
                .orElse(node);
        return new NodeLog(
                release.platform(),
                reference,
                release.ledger().nodeLog(release.id().number(), keeper + ".build"),
                LogMask.none(),
                release.clock(),
                shown);
    }
}
