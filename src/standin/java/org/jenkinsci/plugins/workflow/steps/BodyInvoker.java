package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import java.util.Arrays;
import java.util.Collection;

/** Prepares one run of a step's block. */
public abstract class BodyInvoker {
    /** Lets {@link StepContext#get} give this object inside the block for each type it has. */
    public abstract BodyInvoker withContext(Object override);

    public BodyInvoker withContexts(Object... overrides) {
        return withContexts(Arrays.asList(overrides));
    }

    public BodyInvoker withContexts(Collection<?> overrides) {
        overrides.forEach(this::withContext);
        return this;
    }

    /** Names the block for pages. */
    public abstract BodyInvoker withDisplayName(String name);

    /** Has somebody told how the block ends; may be called several times. */
    public abstract BodyInvoker withCallback(BodyExecutionCallback callback);

    public final BodyInvoker withCallback(FutureCallback<Object> callback) {
        return withCallback(BodyExecutionCallback.wrap(callback));
    }

    /** Runs the block, without waiting for it. */
    public abstract BodyExecution start();
}
