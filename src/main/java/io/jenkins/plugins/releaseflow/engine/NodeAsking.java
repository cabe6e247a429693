package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Instant;
import java.util.List;
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
    record Question(OperationRequest request, Baseline baseline) {}

    private final OpenRelease release;
    private final NodeOrder order;
    private final LookUp lookUp;
    private final NodeConsole console;
    private final BuildOrder buildOrder;
    private final BuildAsking builds;

    NodeAsking(OpenRelease release, NodeOrder order, LookUp lookUp, NodeConsole console, BuildAsking builds) {
        this.release = release;
        this.order = order;
        this.lookUp = lookUp;
        this.console = console;
        this.buildOrder = new BuildOrder(release, order, lookUp, console);
        this.builds = builds;
    }

    /**
     * Resolves builds, chooses names, and notes what exists.
     *
     * @param attempt counted from 1; each attempt's backup has a name of its own
     */
    CompletionStage<Question> prepare(int attempt) {
        return request(attempt).thenCompose(request -> lookUp.ask(
                        () -> platform().baseline(request))
                .thenCompose(baseline ->
                        buildOrder.check(request, baseline).thenApply(checked -> new Question(request, baseline))));
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
                    backup.addon(), backup.type(), backup.compression(), name(backup, attempt), backup.check()));
        } else if (work instanceof NodeWork.RunJob run) {
            return CompletableFuture.completedFuture(
                    new JobRunRequest(run.job(), run.command(), run.environment(), run.migration()));
        } else if (work instanceof NodeWork.Restore restore) {
            return CompletableFuture.completedFuture(new RestoreRequest(restore.addon(), restore.backup()));
        } else if (work instanceof NodeWork.DeployImage image) {
            return CompletableFuture.completedFuture(
                    new DeploymentRequest(Target.service(image.service()), image.image(), image.command()));
        }
        NodeWork.DeployBuild deploy = (NodeWork.DeployBuild) work;
        return builds.pin(deploy).thenApply(pin -> {
            console.println(deploy.label() + ": build " + pin.summary());
            return new DeploymentRequest(deploy.target(), pin, deploy.command());
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
