package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.rollback.AfterFailure;
import io.jenkins.plugins.releaseflow.rollback.FailureRollback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Ends a release whose block has ended, rolls it back where that is wanted and can be done, and then ends the step: with the first failure, whatever came of the
 * rollback. Does the same again after a restart, since the ledger knows what was done.
 */
final class BlockEnding {
    private final StepContext context;
    private final ReleaseId release;
    private final boolean rollsBack;
    private volatile ReleaseId rollback;
    private volatile Throwable stopped;

    /** @param rollsBack whether a release that failed is rolled back */
    BlockEnding(StepContext context, ReleaseId release, boolean rollsBack) {
        this.context = context;
        this.release = release;
        this.rollsBack = rollsBack;
    }

    /**
     * Runs it, and returns at once.
     *
     * @param cause what the block failed with; null where it did not, or after a restart
     * @param result what the block returned; null after a restart
     */
    void run(BlockEnd end, Throwable cause, Object result) {
        if (end.isWell()) {
            engine().close(release, ReleaseState.RELEASED, "").whenComplete((ended, failure) -> {
                if (failure != null) {
                    StepFailures.tell(context, failure);
                } else if (ended.state() == ReleaseState.RELEASED) {
                    context.onSuccess(result);
                } else {
                    fail(failure(ended));
                }
            });
            return;
        }
        engine().leave(
                        release,
                        end.outcome(),
                        end.message(),
                        Optional.of("The build was stopped: " + end.message())
                                .filter(why -> end.outcome() == ReleaseState.ABORTED))
                .whenComplete((none, failure) -> {
                    if (StepFailures.isOfShutdown(failure)) {
                        return;
                    }
                    Throwable first = cause == null
                            ? new AbortException("Release " + release + how(end.outcome()) + end.message())
                            : cause;
                    if (failure != null) {
                        first.addSuppressed(failure);
                    }
                    fail(first);
                });
    }

    private static AbortException failure(Release ended) {
        return new AbortException("Release " + ended.id() + how(ended.state()) + ended.message());
    }

    private static String how(ReleaseState state) {
        return switch (state) {
            case IN_DOUBT -> " is in doubt: ";
            case ABORTED -> " was aborted: ";
            default -> " failed: ";
        };
    }

    private void fail(Throwable first) {
        if (!rollsBack) {
            context.onFailure(first);
            return;
        }
        CompletableFuture.runAsync(() -> {}, ReleaseFlowRuntime.get()::execute)
                .thenCompose(none -> rolledBack())
                .whenComplete((none, failure) -> {
                    if (StepFailures.isOfShutdown(failure)) {
                        return;
                    }
                    if (failure != null) {
                        first.addSuppressed(failure);
                    }
                    context.onFailure(first);
                });
    }

    private CompletionStage<Void> rolledBack() {
        try {
            Run<?, ?> run = context.get(Run.class);
            NodeConsole console = BuildConsole.of(context.get(TaskListener.class));
            return new FailureRollback(engine(), ReleaseFlowRuntime.get().rollbacks())
                    .run(release, console, opened -> note(run, opened))
                    .thenAccept(done -> tell(console, done));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void tell(NodeConsole console, AfterFailure.Done done) {
        console.println((done.decide() ? "To be decided: " : "") + done.text());
    }

    private void note(Run<?, ?> run, ReleaseId opened) {
        rollback = opened;
        try {
            BuildReleasesAction.add(run, opened, false);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (stopped != null) {
            close(opened);
        }
    }

    /** Ends what is under way early; the step ends when that has. */
    void stop(Throwable cause) {
        stopped = cause;
        ReleaseId opened = rollback;
        if (opened != null) {
            close(opened);
        } else {
            Unawaited.log(engine().abort(release, Optional.empty(), decision()), "Aborting release " + release);
        }
    }

    private Decision decision() {
        return new Decision("", "The build was stopped: " + AbortReason.of(stopped));
    }

    private void close(ReleaseId id) {
        Unawaited.log(
                engine().abort(id, Optional.empty(), decision()).thenCompose(nodes -> engine().close(
                                id, ReleaseState.ABORTED, decision().why())),
                "Ending rollback " + id);
    }

    private static ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }
}
