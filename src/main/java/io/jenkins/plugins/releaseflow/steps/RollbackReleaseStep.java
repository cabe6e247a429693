package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.FormUser;
import java.util.List;
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

/** Puts back what an earlier release left on its targets, as a release of its own. */
public class RollbackReleaseStep extends Step {
    private final Object to;
    private String environment = "";
    private String database = "";
    private String addon = "";
    private String backup = "";
    private String reason = "";
    private String digest = "";
    private boolean preempt;
    private String confirm = "";

    /**
     * @param to number of a release, or {@code previous}; of any type, since a script may give a number or a text
     */
    @DataBoundConstructor
    public RollbackReleaseStep(Object to) {
        this.to = to == null ? "" : to.toString();
    }

    public Object getTo() {
        return to;
    }

    /** Name of the environment; empty for the variable {@code RELEASE_ENVIRONMENT}. */
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixNull(environment);
    }

    /** {@code code}, {@code undo}, {@code restore}, or empty for what fits the migrations since. */
    public String getDatabase() {
        return database;
    }

    @DataBoundSetter
    public void setDatabase(String database) {
        this.database = Util.fixNull(database);
    }

    /** Id of the addon that is restored; empty where the backup alone says it. */
    public String getAddon() {
        return addon;
    }

    @DataBoundSetter
    public void setAddon(String addon) {
        this.addon = Util.fixNull(addon);
    }

    /** The platform's id of the backup that is restored. */
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(String backup) {
        this.backup = Util.fixNull(backup);
    }

    /** Why, in the words of who asks; may be empty. */
    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixNull(reason);
    }

    /** Digest of the plan that was seen; empty where nobody looked at one. */
    public String getDigest() {
        return digest;
    }

    @DataBoundSetter
    public void setDigest(String digest) {
        this.digest = Util.fixNull(digest);
    }

    /** Whether a release that runs is ended for the rollback. */
    public boolean isPreempt() {
        return preempt;
    }

    @DataBoundSetter
    public void setPreempt(boolean preempt) {
        this.preempt = preempt;
    }

    /** The environment's name again, which a restore needs. */
    public String getConfirm() {
        return confirm;
    }

    @DataBoundSetter
    public void setConfirm(String confirm) {
        this.confirm = Util.fixNull(confirm);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new RollbackReleaseExecution(context, this);
    }

    /** Makes {@code rollbackRelease} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "rollbackRelease";
        }

        @Override
        public String getDisplayName() {
            return Messages.RollbackReleaseStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "environment", "to");
        }

        @POST
        public ComboBoxModel doFillEnvironmentItems(@AncestorInPath Item item) {
            return new ComboBoxModel(
                    FormUser.mayConfigure(item)
                            ? Environments.get().namesFor(item == null ? "" : item.getFullName())
                            : List.of());
        }

        @POST
        public ListBoxModel doFillDatabaseItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.RollbackReleaseStep_Fitting(), "");
            choices.add(Messages.RollbackReleaseStep_Code(), "code");
            choices.add(Messages.RollbackReleaseStep_Undo(), "undo");
            choices.add(Messages.RollbackReleaseStep_Restore(), "restore");
            return choices;
        }

        @POST
        public FormValidation doCheckTo(@QueryParameter String value) {
            boolean known = value.trim().equals("previous") || value.trim().matches("[1-9][0-9]{0,8}");
            return known ? FormValidation.ok() : FormValidation.error(Messages.RollbackReleaseStep_To());
        }

        @POST
        public FormValidation doCheckBackup(@QueryParameter String value, @QueryParameter String database) {
            return "restore".equals(database) && value.isBlank()
                    ? FormValidation.error(Messages.RollbackReleaseStep_Backup())
                    : FormValidation.ok();
        }
    }
}
