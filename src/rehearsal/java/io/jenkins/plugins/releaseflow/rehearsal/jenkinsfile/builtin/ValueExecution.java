package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import java.io.Serial;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;

/** Computes a value at once. */
final class ValueExecution extends SynchronousStepExecution<Object> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Callable<?> value;

    ValueExecution(StepContext context, Callable<?> value) {
        super(context);
        this.value = value;
    }

    @Override
    protected Object run() throws Exception {
        return value.call();
    }
}
