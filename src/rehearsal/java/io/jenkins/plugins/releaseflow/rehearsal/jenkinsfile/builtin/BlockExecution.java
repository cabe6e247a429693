package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import java.io.Serial;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Runs the block once and ends as it ends. */
final class BlockExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Object> contexts;

    /** Runs the block with more context objects. */
    BlockExecution(StepContext context, Object... contexts) {
        super(context);
        this.contexts = List.of(contexts);
    }

    @Override
    public boolean start() {
        getContext()
                .newBodyInvoker()
                .withContexts(contexts)
                .withCallback(BodyExecutionCallback.wrap(getContext()))
                .start();
        return false;
    }
}
