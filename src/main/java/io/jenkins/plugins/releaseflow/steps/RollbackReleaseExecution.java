package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.rollback.RollbackService;
import io.jenkins.plugins.releaseflow.rollback.RollbackWish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs a rollback, holding no thread. The ledger knows the rollback by the step's key, so a build that is resumed goes on with the same. */
final class RollbackReleaseExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String to;
    private final String environment;
    private final String database;
    private final String addon;
    private final String backup;
    private final String reason;
    private final String digest;
    private final boolean preempt;
    private final String confirm;
    private final String key = UUID.randomUUID().toString();
    private volatile ReleaseId release;
    private transient volatile Throwable stopped;

    RollbackReleaseExecution(StepContext context, RollbackReleaseStep step) {
        super(context);
        this.to = String.valueOf(step.getTo());
        this.environment = step.getEnvironment();
        this.database = step.getDatabase();
        this.addon = step.getAddon();
        this.backup = step.getBackup();
        this.reason = step.getReason();
        this.digest = step.getDigest();
        this.preempt = step.isPreempt();
        this.confirm = step.getConfirm();
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        StepPermission.check(getContext(), ReleasePermissions.ROLLBACK);
        SavedStep.then(getContext(), this::begin);
        return false;
    }

    @Override
    public void onResume() {
        ReleaseFlowRuntime.get().execute(this::begin);
    }

    private void begin() {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            TaskListener listener = getContext().get(TaskListener.class);
            NodeConsole console = BuildConsole.of(listener);
            Optional<Release> known = known(run);
            CompletionStage<Optional<Release>> ended;
            if (known.isPresent() && !known.get().isOpen()) {
                // The process was gone before the build heard of the end. To run it again would restore a database
                // twice.
                ended = CompletableFuture.completedFuture(known);
            } else if (known.isPresent()) {
                // A crash may have come before the build was saved with it.
                note(run, known.get());
                ended = service().resume(known.get().id(), console).thenApply(Optional::of);
            } else {
                JobBranch branch = JobBranch.of(run.getParent().getEnvironment(null, listener));
                RollbackService.Asked asked = asked(run, branch);
                ended = ReleaseGate.check(run, branch, asked.wish().to().environment(), listener)
                        .thenCompose(none -> service().run(asked, console, opened -> noteNew(run, opened)));
            }
            ended.whenComplete(this::ended);
        } catch (IllegalArgumentException | IOException refused) {
            StepFailures.tell(getContext(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            getContext().onFailure(interrupted);
        } catch (RuntimeException | LinkageError unforeseen) {
            // Nobody else would hear of it on this thread, and the step would wait for ever.
            StepFailures.tell(getContext(), unforeseen);
        }
    }

    /** What an earlier life of this step opened; it may have ended meanwhile. */
    private Optional<Release> known(Run<?, ?> run) {
        return StepReleases.of(run, key, engine());
    }

    private RollbackService.Asked asked(Run<?, ?> run, JobBranch branch) throws IOException, InterruptedException {
        EnvVars variables = getContext().get(EnvVars.class);
        String name = StepParameters.required(
                "environment", environment.isBlank() ? variables.get("RELEASE_ENVIRONMENT", "") : environment);
        ReleaseScope around = getContext().get(ReleaseScope.class);
        if (around != null && around.id().environment().equals(name)) {
            throw new IllegalArgumentException(
                    "environment: this rollbackRelease stands inside release " + around.id()
                            + " of the same environment, whose end it would wait for for ever; put it behind that block, for example into post { failure { … } }");
        }
        ReleaseOpener.refuseToWaitForItself(run, name, engine());
        ReleaseId target = service().target(name, to, leaving(run, name));
        RollbackWish wish = RollbackWish.of(target, database.trim(), addon, backup);
        wish.requireConfirmed(Util.fixNull(confirm));
        return new RollbackService.Asked(wish, BuildOrigin.of(run, branch, ""), reason, digest.trim(), preempt, key);
    }

    /** A build that released something is about that release, whatever is live. */
    private OptionalInt leaving(Run<?, ?> run, String name) {
        return StepReleases.known(run)
                .filter(id -> id.environment().equals(name))
                .mapToInt(ReleaseId::number)
                .max();
    }

    /** A build that was stopped meanwhile ends no other release for its rollback. */
    private void noteNew(Run<?, ?> run, Release opened) {
        note(run, opened);
        if (stopped != null) {
            throw new CancellationException("The build was stopped");
        }
    }

    private void note(Run<?, ?> run, Release opened) {
        release = opened.id();
        try {
            BuildReleasesAction.add(run, opened.id(), false);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (stopped != null) {
            close(opened.id());
        }
    }

    private void ended(Optional<Release> ended, Throwable failure) {
        if (stopped != null) {
            getContext().onFailure(stopped);
        } else if (failure != null) {
            StepFailures.tell(getContext(), failure);
        } else if (ended.isEmpty()) {
            getContext().onSuccess(0);
        } else if (ended.get().state() == ReleaseState.RELEASED) {
            getContext().onSuccess(ended.get().id().number());
        } else {
            getContext()
                    .onFailure(new AbortException("Rollback " + ended.get().id() + " did not go well: "
                            + ended.get().message()));
        }
    }

    /** What runs on the platform is ended as its terms say; a change of a database is let go on. */
    @Override
    public void stop(Throwable cause) {
        stopped = cause;
        ReleaseId id = release;
        if (id == null) {
            getContext().onFailure(cause);
        } else {
            close(id);
        }
    }

    private void close(ReleaseId id) {
        String why = "The build was stopped: " + AbortReason.of(stopped);
        Unawaited.log(
                engine().abort(id, Optional.empty(), new Decision("", why))
                        .thenCompose(nodes -> engine().close(id, ReleaseState.ABORTED, why)),
                "Ending rollback " + id);
    }

    @Override
    public String getStatus() {
        ReleaseId id = release;
        return id == null
                ? Messages.RollbackReleaseExecution_Planning()
                : Messages.RollbackReleaseExecution_Running(id);
    }

    private static ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    private static RollbackService service() {
        return ReleaseFlowRuntime.get().rollbacks();
    }
}
