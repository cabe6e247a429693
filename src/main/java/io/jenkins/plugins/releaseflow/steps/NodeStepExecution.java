package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Orders a node and waits for it, holding no thread. Everything that decides is in the ledger: after a restart it orders the same node again, which joins
 * what is there.
 */
final class NodeStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final NodeStep step;
    private final String node;
    private volatile ReleaseId release;
    private transient volatile Throwable stopped;

    NodeStepExecution(StepContext context, NodeStep step) {
        super(context);
        this.step = step;
        this.node = ReleaseFlowRuntime.get().engine().newNodeId();
    }

    @Override
    public boolean start() {
        ReleaseFlowRuntime.get().execute(this::order);
        return false;
    }

    @Override
    public void onResume() {
        ReleaseFlowRuntime.get().execute(this::order);
    }

    private void order() {
        try {
            NodeOrder order = step.order(node);
            TaskListener listener = getContext().get(TaskListener.class);
            NodeConsole console = listener.getLogger()::println;
            release(listener)
                    .thenCompose(id -> {
                        release = id;
                        return ReleaseFlowRuntime.get().engine().run(id, order, step.isWaitForCompletion(), console);
                    })
                    .whenComplete(this::ended);
        } catch (IllegalArgumentException | IOException refused) {
            getContext().onFailure(StepFailures.of(refused));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            getContext().onFailure(interrupted);
        }
    }

    private CompletionStage<ReleaseId> release(TaskListener listener) throws IOException, InterruptedException {
        ReleaseScope scope = getContext().get(ReleaseScope.class);
        if (scope != null) {
            return CompletableFuture.completedFuture(scope.id());
        }
        Run<?, ?> run = getContext().get(Run.class);
        return BuildRelease.get().of(run, getContext().get(EnvVars.class), listener);
    }

    private void ended(Node ended, Throwable failure) {
        if (stopped != null) {
            getContext().onFailure(stopped);
        } else if (failure != null) {
            getContext().onFailure(StepFailures.of(failure));
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
        if (id == null) {
            getContext().onFailure(cause);
            return;
        }
        ReleaseFlowRuntime.get().engine().abort(id, node, "The build was stopped: " + AbortReason.of(cause));
    }

    @Override
    public String getStatus() {
        ReleaseId id = release;
        return id == null ? "waiting for a release" : "node " + node + " of release " + id;
    }
}
