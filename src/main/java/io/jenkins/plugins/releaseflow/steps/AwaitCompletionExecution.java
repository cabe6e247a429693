package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Joins a node that was ordered by another step. */
final class AwaitCompletionExecution extends NodeExecution {
    private static final long serialVersionUID = 1L;

    private final AwaitCompletionStep step;
    private transient volatile boolean ofThisBuild;

    AwaitCompletionExecution(StepContext context, AwaitCompletionStep step) {
        super(context);
        this.step = step;
    }

    @Override
    String node() {
        return step.getNode();
    }

    @Override
    void check(TaskListener listener) {
        StepParameters.required("node", step.getNode());
        step.chosen();
    }

    /** The node may have been let go already, and then ends only with its work. */
    @Override
    boolean endsWhenStopped() {
        return true;
    }

    @Override
    boolean isOfThisBuild() {
        return ofThisBuild;
    }

    /** The one that is named, else the one of this build that has the node. */
    @Override
    CompletionStage<ReleaseId> release(TaskListener listener) throws IOException, InterruptedException {
        List<ReleaseId> own = Optional.ofNullable(getContext().get(Run.class).getAction(BuildReleasesAction.class))
                .map(BuildReleasesAction::releases)
                .orElse(List.of());
        Optional<ReleaseId> chosen = step.chosen();
        ofThisBuild = chosen.map(own::contains).orElse(true);
        if (chosen.isPresent()) {
            return CompletableFuture.completedFuture(chosen.get());
        }
        Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
        return own.stream()
                .filter(id -> ledger.environment(id.environment())
                        .read(id.number())
                        .flatMap(known -> known.node(step.getNode()))
                        .isPresent())
                .findFirst()
                .map(CompletableFuture::completedFuture)
                .orElseThrow(() -> new IllegalArgumentException("node: this build has ordered no node '"
                        + step.getNode() + "'; give the 'node' that the step returned, and 'release' where another"
                        + " build ordered it"));
    }

    @Override
    CompletionStage<Node> ask(ReleaseEngine engine, ReleaseId id, NodeConsole console) {
        return engine.await(id, step.getNode(), console);
    }
}
