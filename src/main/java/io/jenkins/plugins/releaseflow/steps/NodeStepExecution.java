package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Orders a node, and waits for it where the step says so. */
final class NodeStepExecution extends NodeExecution {
    private static final long serialVersionUID = 1L;

    private final NodeStep step;
    private final String node;
    private transient volatile NodeOrder order;
    private transient volatile RunOverrides overrides;

    NodeStepExecution(StepContext context, NodeStep step) {
        super(context);
        this.step = step;
        this.node = ReleaseFlowRuntime.get().engine().newNodeId();
    }

    @Override
    String node() {
        return node;
    }

    @Override
    void check(TaskListener listener) throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        Job<?, ?> job = run.getParent();
        overrides = RunOverridesAction.of(run);
        order = step.order(node, JobBranch.of(job.getEnvironment(null, listener)));
    }

    @Override
    boolean endsWhenStopped() {
        return false;
    }

    @Override
    CompletionStage<Node> ask(ReleaseEngine engine, ReleaseId id, NodeConsole console) {
        NodeOrder chosen = OverriddenBuild.in(order.in(stage()), overrides.in(id.environment()), console);
        return engine.run(id, chosen, step.isWaitForCompletion(), console);
    }
}
