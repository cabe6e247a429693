package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Opens a release of an environment and runs its block as the release's flow. */
public class ReleaseFlowStep extends Step {
    private final String environment;
    private String name = "";
    private String description = "";
    private String approvedBy = "";
    private boolean supersede;
    private boolean allowOlder;
    private String onFailure = "";

    /**
     * @param environment name of the environment
     */
    @DataBoundConstructor
    public ReleaseFlowStep(String environment) {
        this.environment = environment;
    }

    public String getEnvironment() {
        return environment;
    }

    /** Name for people; empty for none. */
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixNull(name);
    }

    /** Text for people; empty for none. */
    public String getDescription() {
        return description;
    }

    @DataBoundSetter
    public void setDescription(String description) {
        this.description = Util.fixNull(description);
    }

    /** Id of the user whose approval it has to be; empty for that of anybody who may. */
    public String getApprovedBy() {
        return approvedBy;
    }

    @DataBoundSetter
    public void setApprovedBy(String approvedBy) {
        this.approvedBy = Util.fixNull(approvedBy).trim();
    }

    /** Whether older releases of the environment that still wait are ended. */
    public boolean isSupersede() {
        return supersede;
    }

    @DataBoundSetter
    public void setSupersede(boolean supersede) {
        this.supersede = supersede;
    }

    /** Whether builds may be deployed that are older than the live ones. */
    public boolean isAllowOlder() {
        return allowOlder;
    }

    @DataBoundSetter
    public void setAllowOlder(boolean allowOlder) {
        this.allowOlder = allowOlder;
    }

    /** What follows when the release failed: {@code rollback}, or nothing where it is empty or {@code none}. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = Util.fixNull(onFailure).trim();
    }

    /** @throws IllegalArgumentException with a message for people, where the word is not known */
    boolean isRolledBackOnFailure() {
        return switch (onFailure) {
            case "", "none" -> false;
            case "rollback" -> true;
            default ->
                throw new IllegalArgumentException(
                        "onFailure: '" + onFailure + "' is not known; use 'rollback' or 'none', or leave it out");
        };
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new ReleaseFlowStepExecution(context, this);
        } catch (IllegalArgumentException refused) {
            throw StepFailures.abort(refused);
        }
    }

    /** Makes {@code releaseFlow} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "releaseFlow";
        }

        @Override
        public String getDisplayName() {
            return Messages.ReleaseFlowStep_DisplayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "environment", "name");
        }

        @POST
        public ComboBoxModel doFillEnvironmentItems(@AncestorInPath Item item) {
            return new ComboBoxModel(StepForm.environments(item));
        }

        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.ReleaseFlowStep_Leave(), "");
            choices.add(Messages.ReleaseFlowStep_RollBack(), "rollback");
            return choices;
        }

        @POST
        public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkEnvironment(item, value);
        }
    }
}
