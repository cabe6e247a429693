package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.TaskListener;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code echo}: prints a line. */
public final class EchoStep extends Step {

    private final String message;

    /** Prints the message. */
    @DataBoundConstructor
    public EchoStep(String message) {
        this.message = message;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(context, () -> {
            context.get(TaskListener.class).getLogger().println(message);
            return null;
        });
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("echo", false);
        }
    }
}
