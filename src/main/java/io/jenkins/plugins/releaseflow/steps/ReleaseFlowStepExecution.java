package io.jenkins.plugins.releaseflow.steps;

import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Opens the release, waits for the lock without holding a thread, and runs the block. */
final class ReleaseFlowStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final String environment;
    private final String name;
    private final String description;
    private final String approvedBy;
    private final boolean supersede;
    private final boolean allowOlder;
    private final String key = UUID.randomUUID().toString();
    private volatile ReleaseId release;
    private volatile boolean bodyStarted;
    private final boolean rollsBack;
    private volatile BlockEnd end;
    private transient volatile BlockEnding ending;
    private transient volatile Throwable stopped;

    ReleaseFlowStepExecution(StepContext context, ReleaseFlowStep step) {
        super(context);
        this.environment = Util.fixNull(step.getEnvironment());
        this.name = step.getName();
        this.description = step.getDescription();
        this.approvedBy = step.getApprovedBy();
        this.supersede = step.isSupersede();
        this.allowOlder = step.isAllowOlder();
        this.rollsBack = step.isRolledBackOnFailure();
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        StepPermission.check(getContext(), ReleasePermissions.RUN);
        if (rollsBack) {
            StepPermission.check(getContext(), ReleasePermissions.ROLLBACK);
        }
        SavedStep.then(getContext(), () -> open(false));
        return false;
    }

    /**
     * A build that was waiting for the lock waits on; one whose block runs needs nothing, since the block's steps resume themselves; one whose block has ended brings the
     * release to its end. Where that end was not saved, the block's last step ends once more, and tells of it again.
     */
    @Override
    public void onResume() {
        BlockEnd known = end;
        if (!bodyStarted) {
            ReleaseFlowRuntime.get().execute(() -> open(true));
        } else if (known != null) {
            ending().run(known, null, null);
        }
    }

    /** The block has ended. Called on the pipeline's thread, so what is saved after it knows of it. */
    void blockEnded(BlockEnd how, Throwable cause, Object result) {
        end = how;
        ending().run(how, cause, result);
    }

    private synchronized BlockEnding ending() {
        if (ending == null) {
            ending = new BlockEnding(getContext(), release, rollsBack);
        }
        return ending;
    }

    private void open(boolean resumed) {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            TaskListener listener = getContext().get(TaskListener.class);
            NodeConsole console = BuildConsole.of(listener);
            refuseToWaitForItself(getContext().get(ReleaseScope.class));
            Optional<ReleaseId> known = resumed ? known(run) : Optional.empty();
            // A crash may have come before the build was saved with it.
            known.ifPresent(id -> note(run, id));
            CompletionStage<Release> locked = known.isPresent()
                    ? ReleaseFlowRuntime.get().engine().locked(known.get(), console)
                    : ReleaseOpener.open(
                            run,
                            listener,
                            new ReleaseOpener.Wish(
                                    StepParameters.required("environment", environment),
                                    name,
                                    description,
                                    // An execution that was kept by an earlier version has none.
                                    Util.fixNull(approvedBy),
                                    supersede,
                                    allowOlder,
                                    Util.fixNull(key)),
                            console,
                            opened -> note(run, opened.id()));
            locked.whenComplete(this::locked);
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

    /** What an earlier life of this step opened. It is in the ledger; that this execution was saved since then can't be relied on. */
    private Optional<ReleaseId> known(Run<?, ?> run) {
        ReleaseId id = release;
        return id == null
                ? StepReleases.of(
                                run, Util.fixNull(key), ReleaseFlowRuntime.get().engine())
                        .map(Release::id)
                : Optional.of(id);
    }

    private void refuseToWaitForItself(ReleaseScope around) {
        if (around != null && around.id().environment().equals(environment.trim())) {
            throw new IllegalArgumentException("environment: this releaseFlow stands inside release " + around.id()
                    + " of the same environment, whose end it would wait for for ever; use one block for both");
        }
    }

    private void note(Run<?, ?> run, ReleaseId id) {
        release = id;
        try {
            BuildReleasesAction.add(run, id, false);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void locked(Release locked, Throwable failure) {
        Throwable cause = stopped;
        if (cause != null) {
            // It was stopped while its release was being opened, when there was nothing to close yet.
            close(ReleaseState.ABORTED, "The build was stopped: " + AbortReason.of(cause));
            return;
        }
        try {
            if (StepFailures.isOfShutdown(failure)) {
                return;
            }
            if (failure != null) {
                Throwable refused = StepFailures.of(failure);
                close(ReleaseState.FAILED, String.valueOf(refused.getMessage()));
                getContext().onFailure(refused);
                return;
            }
            startBody(locked);
        } catch (IOException broken) {
            getContext().onFailure(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            getContext().onFailure(interrupted);
        }
    }

    private void startBody(Release locked) throws IOException, InterruptedException {
        bodyStarted = true;
        EnvironmentExpander variables = EnvironmentExpander.merge(
                getContext().get(EnvironmentExpander.class),
                EnvironmentExpander.constant(Map.of(
                        "RELEASE_NAME", locked.title(),
                        "RELEASE_NUMBER", Integer.toString(locked.id().number()),
                        "RELEASE_ENVIRONMENT", locked.id().environment())));
        BodyInvoker body = getContext().newBodyInvoker();
        body.withContext(new ReleaseScope(locked.id()))
                .withContext(variables)
                .withCallback(new ReleaseEnd(locked.id(), this))
                .start();
    }

    @Override
    public void stop(Throwable cause) {
        if (end != null) {
            ending().stop(cause);
            return;
        } else if (bodyStarted) {
            return;
        }
        stopped = cause;
        close(ReleaseState.ABORTED, "The build was stopped: " + AbortReason.of(cause));
        getContext().onFailure(cause);
    }

    /** A release whose block never ran must not keep its place at the lock. */
    private void close(ReleaseState outcome, String message) {
        ReleaseId id = release;
        if (id != null) {
            ReleaseFlowRuntime.get().engine().close(id, outcome, message);
        }
    }

    @Override
    public String getStatus() {
        ReleaseId id = release;
        if (id == null) {
            return Messages.ReleaseFlowStepExecution_Opening(environment);
        }
        if (bodyStarted) {
            return Messages.ReleaseFlowStepExecution_Running(id);
        }
        return ReleaseFlowRuntime.get()
                .engine()
                .waiting(id)
                .map(what -> Messages.ReleaseFlowStepExecution_Waiting(id, what))
                .orElseGet(() -> Messages.ReleaseFlowStepExecution_WaitingForLock(id, environment));
    }
}
