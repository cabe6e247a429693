package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import java.io.Serializable;

/** Is told how a block goes. Serialized with the program. */
public abstract class BodyExecutionCallback implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The block is about to run; the context is the one inside it. */
    public void onStart(StepContext context) {}

    /** The block ended with a value. */
    public abstract void onSuccess(StepContext context, Object result);

    /** The block ended with an error or was interrupted. */
    public abstract void onFailure(StepContext context, Throwable t);

    /** Tells a plain callback; it must be serializable. */
    public static BodyExecutionCallback wrap(FutureCallback<Object> v) {
        return new Wrapper(v);
    }

    /** Ends the step as its block ended. */
    public abstract static class TailCall extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        /** Cleans up; an error thrown here fails the step, or is added to the one that the block failed with. */
        protected abstract void finished(StepContext context) throws Exception;

        @Override
        public final void onSuccess(StepContext context, Object result) {
            try {
                finished(context);
            } catch (Exception x) {
                context.onFailure(x);
                return;
            }
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable t) {
            try {
                finished(context);
            } catch (Exception x) {
                t.addSuppressed(x);
            }
            context.onFailure(t);
        }
    }

    private static final class Wrapper extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // the callers promise it
        private final FutureCallback<Object> callback;

        Wrapper(FutureCallback<Object> callback) {
            if (!(callback instanceof Serializable)) {
                throw new IllegalArgumentException(callback.getClass() + " is not Serializable");
            }
            this.callback = callback;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            callback.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable t) {
            callback.onFailure(t);
        }
    }
}
