package org.jenkinsci.plugins.workflow.steps;

import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.Future;

/** A running block of a step. */
public abstract class BodyExecution implements Future<Object>, Serializable {
    private static final long serialVersionUID = 1L;

    /** The innermost steps that are running in the block just now. */
    public abstract Collection<StepExecution> getCurrentExecutions();

    /**
     * Interrupts the block; its end is told to the callback.
     *
     * @return false if it had ended
     */
    public boolean cancel(Throwable t) {
        throw new AbstractMethodError("Override cancel(Throwable) from " + getClass());
    }

    @Override
    @Deprecated
    public boolean cancel(boolean b) {
        return cancel(new FlowInterruptedException(hudson.model.Result.ABORTED, true));
    }
}
