package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;

/** One run of a step. Serialized with the program while it waits, so its fields must be serializable or transient. */
public abstract class StepExecution implements Serializable {
    private static final long serialVersionUID = 1L;

    private StepContext context;

    protected StepExecution() {}

    protected StepExecution(StepContext context) {
        this.context = context;
    }

    /** How the execution talks to its host. */
    public StepContext getContext() {
        if (context == null) {
            throw new IllegalStateException("The step has no context: the execution was made without one");
        }
        return context;
    }

    /**
     * Starts the work without blocking.
     *
     * @return true if the step is done (the context has been told its result), false if the context will be told later
     */
    public abstract boolean start() throws Exception;

    /**
     * Ends the work early because the build is interrupted. By default the step fails with the cause at once.
     *
     * @param cause why; to be given to {@link StepContext#onFailure} when the work has ended
     */
    public void stop(Throwable cause) throws Exception {
        getContext().onFailure(cause);
    }

    /** Takes the wait up again after the host has been restarted. Must not block. */
    public void onResume() {}

    /** What the step is doing just now in one short line, or null if there is nothing to say. */
    public String getStatus() {
        return null;
    }

    /** Whether the host must not restart while this runs. */
    public boolean blocksRestart() {
        return false;
    }
}
