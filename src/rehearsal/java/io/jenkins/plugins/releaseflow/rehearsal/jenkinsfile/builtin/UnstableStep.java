package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.Result;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.StageScope;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code unstable}: marks stage and build as unstable. */
public final class UnstableStep extends Step {

    private final String message;

    /** Says why. */
    @DataBoundConstructor
    public UnstableStep(String message) {
        this.message = message;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(context, () -> {
            context.get(TaskListener.class).getLogger().println("WARNING: " + message);
            StageScope stage = context.get(StageScope.class);
            if (stage != null) {
                stage.worsen(Result.UNSTABLE);
            }
            context.setResult(Result.UNSTABLE);
            return null;
        });
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("unstable", false);
        }
    }
}
