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
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
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

/** Tries a rollback with restore on a scratch database and a scratch service. */
public class RollbackDrillStep extends Step {
    private static final int TIMEOUT_MINUTES = 60;

    private final String scratchAddon;
    private final String scratchService;
    private String to = "previous";
    private String environment = "";
    private String service = "";
    private String backup = "";
    private int timeout = TIMEOUT_MINUTES;

    /**
     * @param scratchAddon id of the database that the backup is restored into
     * @param scratchService id of the service that the old build is started on
     */
    @DataBoundConstructor
    public RollbackDrillStep(String scratchAddon, String scratchService) {
        this.scratchAddon = Util.fixNull(scratchAddon).trim();
        this.scratchService = Util.fixNull(scratchService).trim();
    }

    public String getScratchAddon() {
        return scratchAddon;
    }

    public String getScratchService() {
        return scratchService;
    }

    /** Number of a release, or {@code previous}. */
    public Object getTo() {
        return to;
    }

    /** @param to of any type, since a script may give a number or a text */
    @DataBoundSetter
    public void setTo(Object to) {
        this.to = to == null || to.toString().isBlank() ? "previous" : to.toString();
    }

    /** Name of the environment; empty for the variable {@code RELEASE_ENVIRONMENT}. */
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixNull(environment);
    }

    /** Id of the service whose build is started; empty where the release deployed to one only. */
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixNull(service);
    }

    /** The platform's id of the backup; empty for the newest that has what the release left. */
    public String getBackup() {
        return backup;
    }

    @DataBoundSetter
    public void setBackup(String backup) {
        this.backup = Util.fixNull(backup);
    }

    /** How long the restore may take, and how long the start, in minutes each. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        if (timeout < 1) {
            throw new AbortException("timeout: is " + timeout + "; give at least 1 minute");
        }
        return new RollbackDrillExecution(context, this);
    }

    /** Makes {@code rollbackDrill} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "rollbackDrill";
        }

        @Override
        public String getDisplayName() {
            return Messages.RollbackDrillStep_DisplayName();
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
            return new ComboBoxModel(StepForm.environments(item));
        }

        @POST
        public ComboBoxModel doFillScratchAddonItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.ADDON);
        }

        @POST
        public FormValidation doCheckScratchAddon(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "scratchAddon", value, ResourceKind.ADDON);
        }

        @POST
        public ComboBoxModel doFillScratchServiceItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckScratchService(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "scratchService", value, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckTo(@QueryParameter String value) {
            boolean known = value.isBlank()
                    || value.trim().equals("previous")
                    || value.trim().matches("[1-9][0-9]{0,8}");
            return known ? FormValidation.ok() : FormValidation.error(Messages.RollbackReleaseStep_To());
        }
    }
}
