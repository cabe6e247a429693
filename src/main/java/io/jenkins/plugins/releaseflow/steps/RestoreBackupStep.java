package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Restores an addon from a backup of it. */
public class RestoreBackupStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 60;

    private final String addon;
    private final String backup;

    /**
     * @param addon id of the addon
     * @param backup the platform's id of the backup, as {@code runBackup} gives it
     */
    @DataBoundConstructor
    public RestoreBackupStep(String addon, String backup) {
        this.addon = addon;
        this.backup = backup;
    }

    public String getAddon() {
        return addon;
    }

    public String getBackup() {
        return backup;
    }

    /** A restore that failed may be tried again: it puts the same data there. Two at once would spoil it. */
    @Override
    Optional<String> repeatRefusal(String parameter) {
        return parameter.startsWith("onInDoubt")
                ? Optional.of(parameter
                        + " could restore a database twice at once, which would spoil it; use 'ask' or 'fail'")
                : Optional.empty();
    }

    @Override
    NodeWork work() {
        return new NodeWork.Restore(StepParameters.required("addon", addon), StepParameters.required("backup", backup));
    }

    @Override
    int defaultTimeout() {
        return TIMEOUT_MINUTES;
    }

    @Override
    OnAbort defaultOnAbort() {
        return OnAbort.STOP;
    }

    /** Makes {@code restoreBackup} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends NodeStepDescriptor {
        @Override
        public String getFunctionName() {
            return "restoreBackup";
        }

        @Override
        public String getDisplayName() {
            return Messages.RestoreBackupStep_DisplayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "addon", "backup");
        }

        @POST
        public ComboBoxModel doFillAddonItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.ADDON);
        }

        @POST
        public FormValidation doCheckAddon(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "addon", value, ResourceKind.ADDON);
        }

        @POST
        public FormValidation doCheckBackup(@QueryParameter String value) {
            return StepForm.check("backup", () -> StepParameters.required("backup", value));
        }
    }
}
