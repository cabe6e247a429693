package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code timestamps}: only runs its block; the lines of a rehearsal have no times. */
public final class TimestampsStep extends Step {

    /** Runs the block. */
    @DataBoundConstructor
    public TimestampsStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new BlockExecution(context);
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("timestamps", true);
        }
    }
}
