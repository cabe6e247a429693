package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits until a job may be run, and notes what runs of a job there are before its image is changed. Used by one thread at a time; any thread may ask for the status. */
final class RunAsking {
    private final OpenRelease release;
    private final NodeOrder order;
    private final NodeTools tools;
    private final LookUp lookUp;
    private final NodeConsole console;
    private volatile Optional<String> waiting = Optional.empty();

    RunAsking(OpenRelease release, NodeOrder order, NodeTools tools, LookUp lookUp, NodeConsole console) {
        this.release = release;
        this.order = order;
        this.tools = tools;
        this.lookUp = lookUp;
        this.console = console;
    }

    /** What the platform shows just before it is asked; for a run of a job, once that may be started. Fails with PlatformException where it may not. */
    CompletionStage<Baseline> baseline(OperationRequest request) {
        CompletionStage<Baseline> shown = shown(request);
        if (request instanceof JobRunRequest run) {
            return shown.thenCompose(baseline -> cleared(run, baseline));
        }
        return request instanceof DeploymentRequest deployment
                        && deployment.target().type() == TargetType.JOB
                ? shown.thenCombine(
                        runs(deployment.target().id()),
                        (known, runs) -> known.with(runs.operationIds(), runs.activity()))
                : shown;
    }

    /** What it waits for, for people; empty where it waits for no run. */
    Optional<String> status() {
        return waiting;
    }

    private CompletionStage<Baseline> shown(OperationRequest request) {
        return lookUp.ask(() -> release.platform().baseline(request));
    }

    /** The runs before the image changes tell those that the platform starts then. */
    private CompletionStage<Baseline> runs(String job) {
        return shown(new JobRunRequest(job, Optional.empty(), Map.of()));
    }

    private CompletionStage<Baseline> cleared(JobRunRequest run, Baseline baseline) {
        RunClearance.Verdict verdict = RunClearance.of(
                release.current(),
                order.node(),
                run,
                baseline,
                tools.settings().settle().dividedBy(6),
                release.clock().instant());
        if (verdict instanceof RunClearance.Verdict.Refused refused) {
            return CompletableFuture.failedFuture(refused.trouble());
        } else if (verdict instanceof RunClearance.Verdict.LookAgain soon) {
            return again(run, soon.after());
        } else if (verdict instanceof RunClearance.Verdict.Queue queue) {
            if (waiting.isEmpty()) {
                console.println(order.work().label() + ": " + queue.why() + "; waits until it has ended");
            }
            waiting = Optional.of("waits, since " + queue.why());
            return again(run, tools.settings().poll().longest().dividedBy(2));
        }
        waiting = Optional.empty();
        return CompletableFuture.completedFuture(baseline);
    }

    /** Looks again later, unless the node has ended meanwhile: then nobody waits for the answer any more. */
    private CompletionStage<Baseline> again(JobRunRequest run, Duration pause) {
        CompletableFuture<Baseline> later = new CompletableFuture<>();
        tools.executor()
                .schedule(
                        () -> {
                            if (hasEnded()) {
                                waiting = Optional.empty();
                                return;
                            }
                            shown(run)
                                    .thenCompose(baseline -> cleared(run, baseline))
                                    .whenComplete((baseline, failure) -> {
                                        if (failure == null) {
                                            later.complete(baseline);
                                        } else {
                                            later.completeExceptionally(failure);
                                        }
                                    });
                        },
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
        return later;
    }

    private boolean hasEnded() {
        return release.current()
                .node(order.node())
                .map(Node::state)
                .filter(state -> state.isEnd())
                .isPresent();
    }
}
