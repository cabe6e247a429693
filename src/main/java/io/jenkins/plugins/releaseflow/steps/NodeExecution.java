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
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Waits for a node of a release, holding no thread. Everything that decides is in the ledger: after a restart it asks for the same node again, and joins what
 * is there.
 */
abstract class NodeExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private volatile ReleaseId release;
    private transient volatile Throwable stopped;
    private transient volatile String stage = "";

    NodeExecution(StepContext context) {
        super(context);
    }

    /** Id of the node that is waited for. */
    abstract String node();

    /** Fails with IllegalArgumentException for bad parameters, before anything is opened. */
    abstract void check(TaskListener listener) throws IOException, InterruptedException;

    /** Whether the step ends at once when it is stopped, however long the end of the node takes. */
    abstract boolean endsWhenStopped();

    /** Whether the node is this build's, so that it ends with it. What another build ordered is that build's to end. */
    boolean isOfThisBuild() {
        return true;
    }

    /** Asks the engine for the node. */
    abstract CompletionStage<Node> ask(ReleaseEngine engine, ReleaseId id, NodeConsole console);

    /** A step outside of a block opens a release, or joins one that its build opened. */
    @Override
    public boolean start() throws IOException, InterruptedException {
        if (getContext().get(ReleaseScope.class) == null) {
            StepPermission.check(getContext(), ReleasePermissions.RUN);
        }
        SavedStep.then(getContext(), this::begin);
        return false;
    }

    @Override
    public void onResume() {
        ReleaseFlowRuntime.get().execute(this::begin);
    }

    private void begin() {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            check(listener);
            NodeConsole console = BuildConsole.of(listener);
            stage = getContext().get(EnvVars.class).get("STAGE_NAME", "");
            release(listener).thenCompose(id -> ask(id, console)).whenComplete(this::ended);
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

    /** The stage that the step is in; empty where it is in none. */
    final String stage() {
        return Util.fixNull(stage);
    }

    private CompletionStage<Node> ask(ReleaseId id, NodeConsole console) {
        release = id;
        Throwable cause = stopped;
        return cause == null
                ? ask(ReleaseFlowRuntime.get().engine(), id, console)
                : CompletableFuture.failedFuture(cause);
    }

    /** The release that the node belongs to. */
    CompletionStage<ReleaseId> release(TaskListener listener) throws IOException, InterruptedException {
        ReleaseScope scope = getContext().get(ReleaseScope.class);
        if (scope != null) {
            return CompletableFuture.completedFuture(scope.id());
        }
        Run<?, ?> run = getContext().get(Run.class);
        return BuildRelease.get().of(run, getContext().get(EnvVars.class), listener);
    }

    private void ended(Node ended, Throwable failure) {
        if (stopped != null) {
            if (!endsWhenStopped()) {
                getContext().onFailure(stopped);
            }
        } else if (failure != null) {
            StepFailures.tell(getContext(), failure);
        } else if (ended.state() == NodeState.COMPLETED || !ended.state().isEnd()) {
            getContext().onSuccess(NodeResult.of(ended));
        } else {
            getContext().onFailure(new AbortException(NodeResult.failure(ended)));
        }
    }

    @Override
    public void stop(Throwable cause) {
        stopped = cause;
        ReleaseId id = release;
        if (id == null || endsWhenStopped()) {
            getContext().onFailure(cause);
        }
        if (id == null) {
            return;
        }
        if (isOfThisBuild()) {
            ReleaseFlowRuntime.get().engine().abort(id, node(), "The build was stopped: " + AbortReason.of(cause));
        }
    }

    @Override
    public String getStatus() {
        ReleaseId id = release;
        if (id == null) {
            return Messages.NodeExecution_WaitsForRelease();
        }
        String waiting = ReleaseFlowRuntime.get()
                .engine()
                .waitingFor(id, node())
                .map(text -> ": " + text)
                .orElse("");
        return Messages.NodeExecution_Status(node(), id) + waiting;
    }
}
