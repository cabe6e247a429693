package io.jenkins.plugins.releaseflow.crash;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Frame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step of a {@link DurableBuild} is told by. Saved as the name of its call; what is around the call is found anew. */
final class DurableContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final String call;
    private transient DurableBuild build;

    DurableContext(String call, DurableBuild build) {
        this.call = call;
        this.build = build;
    }

    void attach(DurableBuild loading) {
        build = loading;
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        Frame around = build.around(call);
        if (key != EnvVars.class) {
            return around.find(key).orElse(null);
        }
        EnvVars variables = build.run().getCharacteristicEnvVars();
        EnvironmentExpander expander = around.find(EnvironmentExpander.class).orElse(null);
        if (expander != null) {
            expander.expand(variables);
        }
        return key.cast(variables);
    }

    @Override
    public void onSuccess(Object value) {
        build.ended(call, value, null);
    }

    @Override
    public void onFailure(Throwable failure) {
        build.ended(call, null, failure);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return build.save(call);
    }

    @Override
    public void setResult(Result result) {
        throw new AssertionError("no step of ours sets a result");
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new BodyInvoker() {
            private final List<Object> contexts = new ArrayList<>();
            private BodyExecutionCallback callback;

            @Override
            public BodyInvoker withContext(Object context) {
                contexts.add(context);
                return this;
            }

            @Override
            public BodyInvoker withDisplayName(String name) {
                return this;
            }

            @Override
            public BodyInvoker withCallback(BodyExecutionCallback told) {
                callback = told;
                return this;
            }

            @Override
            public BodyExecution start() {
                build.startBlock(call, contexts, callback);
                return null;
            }
        };
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
