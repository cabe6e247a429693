package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.BackupCheck;
import io.jenkins.plugins.releaseflow.release.BackupDestinations;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Backs an addon up. */
public class RunBackupStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 60;
    private static final String DEFAULT_TYPE = "dump";
    private static final String DEFAULT_COMPRESSION = "gz";

    private final String addon;
    private String type = DEFAULT_TYPE;
    private String compression = DEFAULT_COMPRESSION;
    private String name = "";
    private boolean verify;
    private String verifyQuery = "";
    private String retain = "";
    private String destination = "";
    private String additionalDestinations = "";

    /**
     * @param addon id of the addon
     */
    @DataBoundConstructor
    public RunBackupStep(String addon) {
        this.addon = addon;
    }

    public String getAddon() {
        return addon;
    }

    /** {@code dump} or {@code snapshot}. */
    public String getType() {
        return type;
    }

    @DataBoundSetter
    public void setType(String type) {
        this.type = StepParameters.optional(type).orElse(DEFAULT_TYPE);
    }

    /** {@code gz} or {@code zstd}; for dumps only. */
    public String getCompression() {
        return compression;
    }

    @DataBoundSetter
    public void setCompression(String compression) {
        this.compression = StepParameters.optional(compression).orElse(DEFAULT_COMPRESSION);
    }

    /** Name of the backup, unique on the addon; empty for one that is made. */
    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixNull(name);
    }

    /** Whether the backup is restored into a scratch database, which has to answer, before the flow goes on. */
    public boolean isVerify() {
        return verify;
    }

    @DataBoundSetter
    public void setVerify(boolean verify) {
        this.verify = verify;
    }

    /** What the scratch database is asked; empty for whether it has any tables. */
    public String getVerifyQuery() {
        return verifyQuery;
    }

    @DataBoundSetter
    public void setVerifyQuery(String verifyQuery) {
        this.verifyQuery = Util.fixNull(verifyQuery);
    }

    private Optional<BackupCheck> check() {
        Optional<String> query = StepParameters.optional(verifyQuery);
        if (query.isPresent() && !verify) {
            throw new IllegalArgumentException("verifyQuery: '" + query.get()
                    + "' would never be asked; give verify: true as well, or leave it out");
        }
        return verify ? Optional.of(new BackupCheck(query.orElse(""))) : Optional.empty();
    }

    /** {@code true} where the platform is asked to keep it until somebody deletes it, {@code false} where not, empty for what the environment says. */
    public Object getRetain() {
        return retain;
    }

    /** @param retain of any type, since a script gives a boolean and a form a text */
    @DataBoundSetter
    public void setRetain(Object retain) {
        this.retain = retain == null ? "" : retain.toString().trim();
    }

    /** Id of the platform's destination that a dump goes to; empty for the platform's own place. */
    public String getDestination() {
        return Util.fixNull(destination);
    }

    @DataBoundSetter
    public void setDestination(String destination) {
        this.destination = Util.fixNull(destination);
    }

    /** Ids of destinations that copies of a snapshot go to, each as {@code id} or {@code id:days}, with blanks between. */
    public String getAdditionalDestinations() {
        return Util.fixNull(additionalDestinations);
    }

    @DataBoundSetter
    public void setAdditionalDestinations(String additionalDestinations) {
        this.additionalDestinations = Util.fixNull(additionalDestinations);
    }

    private BackupDestinations destinations(BackupType kind) {
        BackupDestinations destinations = new BackupDestinations(
                StepParameters.optional(getDestination()), BackupDestinations.additional(getAdditionalDestinations()));
        destinations.check(kind);
        return destinations;
    }

    @Override
    NodeWork work() {
        BackupType kind = StepParameters.choice("type", BackupType.class, type);
        return new NodeWork.Backup(
                StepParameters.required("addon", addon),
                kind,
                StepParameters.choice("compression", Compression.class, compression),
                StepParameters.optional(name),
                retained(),
                check(),
                destinations(kind));
    }

    private Optional<Boolean> retained() {
        return switch (Util.fixNull(retain)) {
            case "" -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default ->
                throw new IllegalArgumentException("retain: is '" + retain
                        + "'; use true or false, or leave it out for what the environment says");
        };
    }

    @Override
    int defaultTimeout() {
        return TIMEOUT_MINUTES;
    }

    @Override
    OnAbort defaultOnAbort() {
        return OnAbort.STOP;
    }

    /** Makes {@code runBackup} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends NodeStepDescriptor {
        @Override
        public String getFunctionName() {
            return "runBackup";
        }

        @Override
        public String getDisplayName() {
            return Messages.RunBackupStep_DisplayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "addon");
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
        public ListBoxModel doFillTypeItems() {
            return new ListBoxModel().add("dump").add("snapshot");
        }

        @POST
        public ListBoxModel doFillCompressionItems() {
            return new ListBoxModel().add("gz").add("zstd");
        }

        @POST
        public ListBoxModel doFillRetainItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.RunBackupStep_AsConfigured(), "");
            choices.add(Messages.RunBackupStep_Retain(), "true");
            choices.add(Messages.RunBackupStep_LetGo(), "false");
            return choices;
        }
    }
}
