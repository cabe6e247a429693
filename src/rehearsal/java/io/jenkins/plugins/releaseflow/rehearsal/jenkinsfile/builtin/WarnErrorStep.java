package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code warnError}: goes on after a failure of its block, unstable. */
public final class WarnErrorStep extends Step {

    private final String message;
    private boolean catchInterruptions = true;

    /** Prints the message on a failure. */
    @DataBoundConstructor
    public WarnErrorStep(String message) {
        this.message = message;
    }

    /** Whether aborts and timeouts are caught too. */
    @DataBoundSetter
    public void setCatchInterruptions(boolean catchInterruptions) {
        this.catchInterruptions = catchInterruptions;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CatchingExecution(context, Result.UNSTABLE, Result.UNSTABLE, message, catchInterruptions);
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("warnError", true);
        }
    }
}
