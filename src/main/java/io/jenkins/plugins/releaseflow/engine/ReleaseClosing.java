package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Ends releases, once all their nodes have ended. Safe for use by many threads. */
final class ReleaseClosing {
    private static final Logger LOGGER = Logger.getLogger(ReleaseClosing.class.getName());

    private final OpenReleases releases;
    private final NodeRuns nodes;
    private final OperationWatchers watchers;
    private final Function<Platform, EngineSettings> settings;
    private final ScheduledExecutorService executor;

    ReleaseClosing(
            OpenReleases releases,
            NodeRuns nodes,
            OperationWatchers watchers,
            Function<Platform, EngineSettings> settings,
            ScheduledExecutorService executor) {
        this.releases = releases;
        this.nodes = nodes;
        this.watchers = watchers;
        this.settings = settings;
        this.executor = executor;
    }

    /**
     * Ends a release and gives the lock back. Called again, it gives what the first call gave.
     *
     * @param outcome what the script came to; its nodes may make it worse
     */
    CompletableFuture<Release> close(OpenRelease release, ReleaseState outcome, String message) {
        return release.closing(() -> {
            CompletableFuture<Release> closed = new CompletableFuture<>();
            settle(release, outcome, message, closed);
            return closed;
        });
    }

    /**
     * Ends a release whose script ended before its time.
     *
     * @param aborted why all that still runs is ended; empty where it may end by itself
     * @return done when the release ended, or what is left of it goes on by itself and nobody is to wait for that
     */
    CompletableFuture<Void> leave(OpenRelease release, ReleaseState outcome, String message, Optional<String> aborted) {
        CompletableFuture<Release> closed = close(release, outcome, message);
        aborted.ifPresent(why -> release.abort(Optional.empty(), why));
        if (aborted.isEmpty() && release.hasDetached()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?>[] waits = release.runs().stream()
                .map(run -> run.outcome().waited().handle((node, failure) -> node))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(waits)
                .thenCompose(none -> release.hasDetached()
                        ? CompletableFuture.completedFuture(null)
                        : closed.thenApply(ended -> null));
    }

    /** Waits for all nodes, then ends the release. Where the ledger can't be written it is tried again, and the lock is kept: work may be going on. */
    private void settle(OpenRelease release, ReleaseState outcome, String message, CompletableFuture<Release> closed) {
        takenUp(release)
                .thenComposeAsync(none -> putBack(release), executor)
                .thenApplyAsync(none -> end(release, outcome, message), executor)
                .whenComplete((ended, failure) -> {
                    if (failure == null || !release.current().isOpen()) {
                        closed.complete(release.current());
                        return;
                    }
                    LOGGER.log(
                            Level.WARNING,
                            failure,
                            () -> "Release " + release.id() + " could not be ended; trying again");
                    closed.completeExceptionally(failure);
                    executor.schedule(
                            () -> settle(release, outcome, message, closed),
                            settings.apply(release.platform()).mend().toMillis(),
                            TimeUnit.MILLISECONDS);
                });
    }

    /** Fails, and never throws: what is thrown by a scheduled task is the last that is heard of it. */
    private CompletableFuture<Void> takenUp(OpenRelease release) {
        try {
            release.forgetBroken();
            nodes.takeUp(release);
            return allEnded(release);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static CompletableFuture<Void> allEnded(OpenRelease release) {
        return CompletableFuture.allOf(
                release.runs().stream().map(run -> run.outcome().ended()).toArray(CompletableFuture<?>[]::new));
    }

    /** However the release went, the commands come back that it set for its own time. */
    private CompletableFuture<Void> putBack(OpenRelease release) {
        if (release.current().brokenBy().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        CommandReturns.of(release.current())
                .forEach((node, order) -> nodes.beginAtTheEnd(
                        release, order, release.run(node).map(NodeRun::console).orElseGet(NodeConsole::silent)));
        return allEnded(release);
    }

    private Release end(OpenRelease release, ReleaseState outcome, String message) {
        Release current = release.end(outcome, message);
        releases.ended(release);
        releases.whereIdle(release.platform(), watchers::forget);
        return current;
    }
}
