package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What one call of a step sees of its surroundings. Thread-safe. Never serialized: a rehearsal does not outlive its process. */
@SuppressWarnings("serial")
public final class HostStepContext extends StepContext {

    private final transient Flow flow;
    private final transient Frame frame;
    private final transient StepCall call;

    HostStepContext(Flow flow, Frame frame, StepCall call) {
        this.flow = flow;
        this.frame = frame;
        this.call = call;
    }

    /** What the enclosing steps provide here. */
    public Frame frame() {
        return frame;
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        if (key == EnvVars.class) {
            return key.cast(environment());
        }
        return frame.find(key).orElse(null);
    }

    private EnvVars environment() throws IOException, InterruptedException {
        EnvVars contextual = frame.find(EnvVars.class).orElseGet(EnvVars::new);
        EnvironmentExpander expander = frame.find(EnvironmentExpander.class).orElse(null);
        TaskListener listener = frame.find(TaskListener.class).orElse(TaskListener.NULL);
        return EnvironmentExpander.getEffectiveEnvironment(
                flow.environment().current(), contextual, expander, this, listener);
    }

    @Override
    public void onSuccess(Object result) {
        call.succeed(result);
    }

    @Override
    public void onFailure(Throwable failure) {
        call.fail(failure);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        flow.worsen(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new HostBodyInvoker(this, call);
    }

    @Override
    public boolean hasBody() {
        return call.body().isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
