package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code pwd}: tells the current directory. */
public final class PwdStep extends Step {

    /** Without parameters. */
    @DataBoundConstructor
    public PwdStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(
                context, () -> context.get(WorkingDirectory.class).path().toString());
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("pwd", false);
        }
    }
}
