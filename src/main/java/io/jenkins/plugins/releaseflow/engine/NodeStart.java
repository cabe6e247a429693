package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Brings a node to a recorded operation reference: resolves, notes what exists, records the intent, asks the platform once, and looks for the operation
 * where no answer came. Its stages fail with a {@link NodeEnd.Signal}.
 */
final class NodeStart {
    private static final int SETTLE_LOOKS = 3;
    private static final int MOST_STARTS = 3;

    private final OpenRelease release;
    private final NodeOrder order;
    private final EngineSettings settings;
    private final ScheduledExecutorService executor;
    private final NodeConsole console;
    private final LookUp lookUp;
    private final BooleanSupplier endedEarly;

    NodeStart(
            OpenRelease release,
            NodeOrder order,
            EngineSettings settings,
            ScheduledExecutorService executor,
            NodeConsole console,
            BooleanSupplier endedEarly) {
        this.release = release;
        this.order = order;
        this.settings = settings;
        this.executor = executor;
        this.console = console;
        this.lookUp = new LookUp(executor, release.clock(), settings.lookUpPatience(), console);
        this.endedEarly = endedEarly;
    }

    /** For a node that never got as far as an intent. */
    CompletionStage<OperationReference> fresh() {
        return request().thenCompose(request -> intendAndAsk(request, 1)).exceptionallyCompose(NodeStart::refused);
    }

    /** For a node whose intent is on disk, and not what came of it. */
    CompletionStage<OperationReference> resumed(Node node) {
        OperationRequest request = node.request().orElseThrow();
        Baseline baseline = node.baseline().orElseThrow();
        return find(
                        request,
                        baseline,
                        node.attempts(),
                        SETTLE_LOOKS,
                        "Release Flow was interrupted while it asked the platform")
                .exceptionallyCompose(NodeStart::refused);
    }

    private CompletionStage<OperationRequest> request() {
        NodeWork work = order.work();
        if (work instanceof NodeWork.Backup backup) {
            String name = backup.name().orElseGet(() -> OperationNames.backup(release.id(), order.node()));
            return CompletableFuture.completedFuture(
                    new BackupRequest(backup.addon(), backup.type(), backup.compression(), name));
        } else if (work instanceof NodeWork.RunJob run) {
            return CompletableFuture.completedFuture(
                    new JobRunRequest(run.job(), run.command(), run.environment(), run.migration()));
        } else if (work instanceof NodeWork.DeployImage image) {
            return CompletableFuture.completedFuture(
                    new DeploymentRequest(Target.service(image.service()), image.image(), image.command()));
        }
        NodeWork.DeployBuild deploy = (NodeWork.DeployBuild) work;
        return release.resolve(
                        deploy.build(),
                        () -> lookUp.ask(() -> release.platform().resolve(deploy.build())))
                .thenApply(pin -> {
                    console.println(deploy.label() + ": build " + pin.summary());
                    return new DeploymentRequest(deploy.target(), pin, deploy.command());
                });
    }

    private CompletionStage<OperationReference> intendAndAsk(OperationRequest request, int attempt) {
        return lookUp.ask(() -> release.platform().baseline(request))
                .thenComposeAsync(
                        baseline -> {
                            if (endedEarly.getAsBoolean()) {
                                throw new NodeEnd.Signal(
                                        NodeEnd.of(NodeState.ABORTED, "Ended before the platform was asked"));
                            }
                            release.append(new ReleaseEvent.NodeIntended(
                                    release.clock().instant(), order.node(), attempt, request, baseline));
                            noteContinuousDeployment(baseline);
                            return ask(
                                    request,
                                    baseline,
                                    attempt,
                                    release.clock().instant().plus(settings.lookUpPatience()));
                        },
                        executor);
    }

    private void noteContinuousDeployment(Baseline baseline) {
        if (baseline.continuousDeployment()) {
            note("Continuous deployment of " + order.work().label().replaceFirst("^Deploy (build to )?", "")
                    + " was on; the platform turns it off with this deployment, so that only releases deploy");
        }
    }

    private void note(String text) {
        console.println(order.work().label() + ": " + text);
        release.append(new ReleaseEvent.NodeNoted(release.clock().instant(), order.node(), text));
    }

    private CompletionStage<OperationReference> ask(
            OperationRequest request, Baseline baseline, int attempt, Instant giveUp) {
        return release.platform()
                .start(request, baseline)
                .handleAsync(
                        (reference, failure) -> {
                            if (failure == null) {
                                return started(reference);
                            }
                            PlatformException trouble = OperationWatcher.asPlatformException(failure);
                            if (trouble.mayHaveBeenProcessed()) {
                                console.println(order.work().label() + ": " + trouble.getMessage()
                                        + "; looking whether it was started");
                                return find(request, baseline, attempt, SETTLE_LOOKS, trouble.getMessage());
                            }
                            return notProcessed(request, baseline, attempt, giveUp, trouble);
                        },
                        executor)
                .thenCompose(stage -> stage);
    }

    /** The platform certainly did not take the request, so it may be sent again, for a while. */
    private CompletionStage<OperationReference> notProcessed(
            OperationRequest request, Baseline baseline, int attempt, Instant giveUp, PlatformException trouble) {
        Duration pause = trouble.retryAfter().orElse(Duration.ofSeconds(1));
        boolean again = trouble.isPassing()
                && !endedEarly.getAsBoolean()
                && release.clock().instant().plus(pause).isBefore(giveUp);
        if (!again) {
            return CompletableFuture.failedFuture(trouble);
        }
        return CompletableFuture.supplyAsync(() -> ask(request, baseline, attempt, giveUp), after(pause))
                .thenCompose(stage -> stage);
    }

    private CompletionStage<OperationReference> started(OperationReference reference) {
        release.append(new ReleaseEvent.OperationStarted(release.clock().instant(), order.node(), reference));
        return CompletableFuture.completedFuture(reference);
    }

    private CompletionStage<OperationReference> find(
            OperationRequest request, Baseline baseline, int attempt, int looksLeft, String why) {
        return lookUp.ask(() -> release.platform().find(request, baseline))
                .exceptionally(failure -> new FoundOperation.Unclear(
                        "it could not be looked for: "
                                + OperationWatcher.asPlatformException(failure).getMessage(),
                        List.of()))
                .thenComposeAsync(
                        found -> {
                            if (found instanceof FoundOperation.One one) {
                                note("Found on the platform as "
                                        + one.reference().id());
                                return started(one.reference());
                            } else if (found instanceof FoundOperation.Unclear unclear) {
                                throw inDoubt(request, why, unclear.why());
                            }
                            return notFound(request, baseline, attempt, looksLeft - 1, why);
                        },
                        executor);
    }

    /** A request that got no answer may still be under way inside the platform, so one empty look proves nothing. */
    private CompletionStage<OperationReference> notFound(
            OperationRequest request, Baseline baseline, int attempt, int looksLeft, String why) {
        if (looksLeft > 0) {
            Duration pause = settings.settle().dividedBy(SETTLE_LOOKS - 1);
            return CompletableFuture.supplyAsync(() -> find(request, baseline, attempt, looksLeft, why), after(pause))
                    .thenCompose(stage -> stage);
        }
        if (request.kind() == OperationKind.JOB_RUN) {
            throw inDoubt(request, why, "no new run shows on the platform yet, and one may still appear");
        }
        if (attempt >= MOST_STARTS || endedEarly.getAsBoolean()) {
            throw new NodeEnd.Signal(
                    NodeEnd.of(NodeState.FAILED, why + ". Nothing shows on the platform after " + attempt + " tries"));
        }
        // A backup has its unique name and a deployment its pin: asking again can't do the work twice.
        note(why + "; nothing shows on the platform, asking again");
        return intendAndAsk(request, attempt + 1);
    }

    private NodeEnd.Signal inDoubt(OperationRequest request, String why, String detail) {
        return new NodeEnd.Signal(NodeEnd.of(
                NodeState.IN_DOUBT,
                why + ". Whether it was started is not certain: " + detail + ". Look at "
                        + request.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "s of '"
                        + request.resource()
                        + "' on " + release.platform().description()
                        + " before you run it again; Release Flow does not"));
    }

    private Executor after(Duration delay) {
        return task -> executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static CompletionStage<OperationReference> refused(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof PlatformException trouble) {
            return CompletableFuture.failedFuture(
                    new NodeEnd.Signal(NodeEnd.of(NodeState.FAILED, trouble.getMessage(), trouble)));
        }
        return CompletableFuture.failedFuture(cause);
    }
}
