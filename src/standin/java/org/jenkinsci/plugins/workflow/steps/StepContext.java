package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import java.io.Serializable;

/**
 * The way from a step's execution to its host. Exactly one of {@link #onSuccess} and {@link #onFailure} is to be called
 * once, from any thread.
 */
public abstract class StepContext implements FutureCallback<Object>, Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * What is there around the call: {@code Run}, {@code TaskListener}, {@code EnvVars} and what enclosing blocks offer.
     *
     * @return null if there is no such thing here
     */
    public abstract <T> T get(Class<T> key) throws IOException, InterruptedException;

    /** Ends the step; the call in the script gives the value. */
    @Override
    public abstract void onSuccess(Object result);

    /** Whether {@link #get} answers without waiting. */
    public abstract boolean isReady();

    /** Asks the host to write the program to disk; a host set to be fast does nothing. */
    public abstract ListenableFuture<Void> saveState();

    /** Makes the build's result at least as bad as this. */
    public abstract void setResult(Result r);

    /**
     * Prepares to run the step's block.
     *
     * @throws IllegalStateException if the call has no block
     */
    public abstract BodyInvoker newBodyInvoker() throws IllegalStateException;

    /** Whether the call has a block. */
    public boolean hasBody() {
        try {
            newBodyInvoker();
            return true;
        } catch (IllegalStateException x) {
            return false;
        }
    }

    @Override
    public abstract boolean equals(Object o);

    @Override
    public abstract int hashCode();
}
