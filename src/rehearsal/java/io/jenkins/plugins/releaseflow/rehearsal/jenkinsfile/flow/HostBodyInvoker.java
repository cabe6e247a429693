package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** Lets a step run its block, with context objects added. */
final class HostBodyInvoker extends BodyInvoker {

    private final HostStepContext context;
    private final StepCall call;
    private final List<Object> contexts = new ArrayList<>();
    private final List<BodyExecutionCallback> callbacks = new ArrayList<>();

    HostBodyInvoker(HostStepContext context, StepCall call) {
        this.context = context;
        this.call = call;
    }

    @Override
    public BodyInvoker withContext(Object override) {
        contexts.add(override);
        return this;
    }

    @Override
    public BodyInvoker withDisplayName(String name) {
        return this;
    }

    @Override
    public BodyInvoker withCallback(BodyExecutionCallback callback) {
        callbacks.add(callback);
        return this;
    }

    @Override
    public BodyExecution start() {
        HostBody body = new HostBody(
                context,
                call,
                call.body().orElseThrow(() -> new IllegalStateException("The step was called without a block.")),
                context.frame().with(contexts),
                List.copyOf(callbacks));
        call.enqueue(body);
        return body;
    }
}
