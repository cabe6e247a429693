package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.AbortException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code error}: fails. */
public final class ErrorStep extends Step {

    private final String message;

    /** Fails with the message. */
    @DataBoundConstructor
    public ErrorStep(String message) {
        this.message = message;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(context, () -> {
            throw new AbortException(message);
        });
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("error", false);
        }
    }
}
