package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Promotion;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RunImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The conversation with the platform before a node's operation is known: look-ups, the one request that starts it, and looking for it. Decides nothing. */
final class NodeAsking {
    /**
     * What is to be asked.
     *
     * @param baseline what the platform showed just before
     */
    record Question(OperationRequest request, Baseline baseline) {
        /** What is to be said where the platform deployed new builds by itself and stops that now; a command alone stops nothing. */
        Optional<String> continuousDeploymentEnds() {
            return Optional.of(request)
                    .filter(asked -> baseline.continuousDeployment())
                    .filter(DeploymentRequest.class::isInstance)
                    .map(DeploymentRequest.class::cast)
                    .filter(deployment -> deployment.use() != CommandUse.COMMAND_ONLY)
                    .map(deployment -> "Continuous deployment of " + deployment.target()
                            + " was on; the platform turns it off with this deployment, so that only releases deploy");
        }
    }

    private final OpenRelease release;
    private final NodeOrder order;
    private final LookUp lookUp;
    private final NodeConsole console;
    private final BuildOrder buildOrder;
    private final BuildAsking builds;
    private final RunAsking runs;

    NodeAsking(
            OpenRelease release,
            NodeOrder order,
            NodeTools tools,
            LookUp lookUp,
            NodeConsole console,
            BuildAsking builds) {
        this.release = release;
        this.order = order;
        this.lookUp = lookUp;
        this.console = console;
        this.buildOrder = new BuildOrder(release, order, lookUp, console);
        this.builds = builds;
        this.runs = new RunAsking(release, order, tools, lookUp, console);
    }

    /**
     * Resolves builds, chooses names, and notes what exists.
     *
     * @param attempt counted from 1; each attempt's backup has a name of its own
     */
    CompletionStage<Question> prepare(int attempt) {
        return request(attempt).thenCompose(request -> runs.baseline(request)
                .thenCompose(baseline ->
                        buildOrder.check(request, baseline).thenApply(checked -> new Question(request, baseline))));
    }

    /** What it waits for before it can ask, for people. */
    String status() {
        return builds.status().or(runs::status).orElse("getting ready to ask the platform");
    }

    /** Asks, once. */
    CompletionStage<OperationReference> start(Question question) {
        return release.whileUnbroken(guarded(() -> platform().start(question.request(), question.baseline())));
    }

    /** Looks for what may have been started. Where it can't be looked for that is unclear too. */
    CompletionStage<FoundOperation> find(Question question) {
        return lookUp.ask(guarded(() -> platform().find(question.request(), question.baseline())))
                .thenApply(found -> unclaimed(found, question.request()))
                .exceptionally(failure -> new FoundOperation.Unclear(
                        "it could not be looked for: "
                                + OperationWatcher.asPlatformException(failure).getMessage(),
                        List.of()));
    }

    private FoundOperation unclaimed(FoundOperation found, OperationRequest asked) {
        Instant since =
                release.current().node(order.node()).map(OperationClaims::asked).orElse(Instant.EPOCH);
        return release.claims().checked(found, release.id(), order.node(), asked, since);
    }

    private CompletionStage<OperationRequest> request(int attempt) {
        NodeWork work = order.work();
        if (work instanceof NodeWork.Backup backup) {
            return CompletableFuture.completedFuture(new BackupRequest(
                    backup.addon(),
                    backup.type(),
                    backup.compression(),
                    name(backup, attempt),
                    backup.retain(),
                    backup.check(),
                    backup.destinations()));
        } else if (work instanceof NodeWork.RunJob run) {
            return request(run);
        } else if (work instanceof NodeWork.Restore restore) {
            return CompletableFuture.completedFuture(new RestoreRequest(restore.addon(), restore.backup()));
        } else if (work instanceof NodeWork.Command command) {
            return CompletableFuture.completedFuture(command.request());
        } else if (work instanceof NodeWork.DeployImage image) {
            return CompletableFuture.completedFuture(new DeploymentRequest(
                    image.target(),
                    image.image(),
                    image.override(),
                    image.use(),
                    image.credentials(),
                    Optional.empty()));
        } else if (work instanceof NodeWork.PutBack back) {
            return CompletableFuture.completedFuture(back.request());
        } else if (work instanceof NodeWork.Promote promote) {
            return request(promote);
        }
        NodeWork.DeployBuild deploy = (NodeWork.DeployBuild) work;
        return pin(deploy.build(), deploy.buildIfMissing())
                .thenApply(pin -> new DeploymentRequest(
                        deploy.target(), pin, deploy.override(), deploy.use(), Optional.empty(), Optional.empty()));
    }

    private CompletionStage<OperationRequest> request(NodeWork.RunJob run) {
        CompletionStage<Optional<RunImage>> image = run.source()
                .build()
                .map(build -> pin(build, run.source().buildIfMissing())
                        .thenApply(pin -> Optional.of(new RunImage(pin, Optional.empty()))))
                .orElseGet(() -> CompletableFuture.completedFuture(run.source().image()));
        return image.thenApply(chosen -> new JobRunRequest(
                run.job(), run.override(), run.environment(), run.migration(), chosen, run.plan(), run.concurrency()));
    }

    private CompletionStage<OperationRequest> request(NodeWork.Promote promote) {
        Promotion source = promote.source().environment().isEmpty()
                ? new Promotion(promote.source().source(), release.id().environment())
                : promote.source();
        return release.promotions()
                .find(release.current(), source, platform(), lookUp)
                .thenApply(found -> {
                    console.println(order.work().label() + ": " + found.pin().summary() + ", " + found.told());
                    return new DeploymentRequest(
                            promote.target(),
                            found.pin(),
                            promote.override(),
                            promote.use(),
                            found.pin() instanceof ImagePin ? promote.credentials() : Optional.empty(),
                            Optional.of(source.toString()));
                });
    }

    private CompletionStage<BuildPin> pin(BuildSelector build, boolean buildIfMissing) {
        return builds.pin(build, buildIfMissing).thenApply(pin -> {
            console.println(order.work().label() + ": build " + pin.summary());
            return pin;
        });
    }

    private String name(NodeWork.Backup backup, int attempt) {
        return backup.name()
                .map(chosen -> OperationNames.chosen(chosen, attempt))
                .orElseGet(() -> OperationNames.backup(release.id(), order.node(), attempt));
    }

    private Platform platform() {
        return release.platform();
    }

    /** A platform that throws in place of failing its stage is taken as one whose answer was lost. */
    static <T> Supplier<CompletionStage<T>> guarded(Supplier<CompletionStage<T>> request) {
        return () -> {
            try {
                return request.get();
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(
                        failure instanceof PlatformException ? failure : OperationWatcher.asPlatformException(failure));
            }
        };
    }
}
