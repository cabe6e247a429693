package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Waits for what another step started and did not wait for, or does not wait for any more. */
public class AwaitCompletionStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String node;
    private String release = "";

    /**
     * @param node id of the node: what the step that started it returned as {@code node}
     */
    @DataBoundConstructor
    public AwaitCompletionStep(String node) {
        this.node = node;
    }

    public String getNode() {
        return node;
    }

    /** The release that the node belongs to, for example {@code production#12}; empty for the one around the step, or the build's own. */
    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixNull(release);
    }

    /** The chosen release. Fails with IllegalArgumentException where it can't be read. */
    Optional<ReleaseId> chosen() {
        return StepParameters.optional(release).map(ReleaseId::parse);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new AwaitCompletionExecution(context, this);
    }

    /** Makes {@code awaitCompletion} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "awaitCompletion";
        }

        @Override
        public String getDisplayName() {
            return Messages.AwaitCompletionStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "node", "release");
        }

        @POST
        public FormValidation doCheckNode(@QueryParameter String value) {
            return StepForm.check("node", () -> StepParameters.required("node", value));
        }

        @POST
        public FormValidation doCheckRelease(@QueryParameter String value) {
            AwaitCompletionStep step = new AwaitCompletionStep("node");
            step.setRelease(value);
            return StepForm.check("release", step::chosen);
        }
    }
}
