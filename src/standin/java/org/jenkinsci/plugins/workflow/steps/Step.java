package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

/** One call of a step in a script, with its arguments bound. Immutable once started. */
@SuppressWarnings("deprecation") // as the real one does
public abstract class Step extends AbstractDescribableImpl<Step> implements ExtensionPoint {
    /** Makes what runs this call; called once for each time the call is reached. */
    public abstract StepExecution start(StepContext context) throws Exception;

    @Override
    public StepDescriptor getDescriptor() {
        return (StepDescriptor) super.getDescriptor();
    }
}
