package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.delivery.SchemaCheck;
import io.jenkins.plugins.releaseflow.engine.ApprovalRule;
import io.jenkins.plugins.releaseflow.engine.BranchRule;
import io.jenkins.plugins.releaseflow.engine.LockPolicy;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.Retention;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An environment that can be released to, as somebody configures it. */
public class EnvironmentConfiguration implements Describable<EnvironmentConfiguration> {
    private String name;
    private String platform;
    private String branches = "";
    private String approvers = "";
    private String lockPolicy = word(LockPolicy.QUEUE);
    private int keepReleases;
    private int keepDays;
    private String schemaCheckJob = "";
    private boolean letBackupsExpire;

    /**
     * @param name for example {@code production}
     * @param platform name of the platform that it is bound to
     */
    @DataBoundConstructor
    public EnvironmentConfiguration(String name, String platform) {
        this.name = Util.fixNull(name).trim();
        this.platform = Util.fixNull(platform).trim();
    }

    /** What is read of a file is made without a constructor, and one of an earlier version has fewer fields. */
    private Object readResolve() {
        name = Util.fixNull(name).trim();
        platform = Util.fixNull(platform).trim();
        branches = Util.fixNull(branches).trim();
        approvers = Util.fixNull(approvers).trim();
        lockPolicy = lockPolicyOrUsual(lockPolicy);
        schemaCheckJob = Util.fixNull(schemaCheckJob).trim();
        return this;
    }

    public String getName() {
        return name;
    }

    public String getPlatform() {
        return platform;
    }

    /** Branches that may release, separated by spaces; {@code *} stands for any characters. Empty allows all. */
    public String getBranches() {
        return branches;
    }

    /** Fails with IllegalArgumentException where it can't be a list of branches. */
    @DataBoundSetter
    public void setBranches(String branches) {
        this.branches = Util.fixNull(branches).trim();
        refuse(FieldChecks.branches(this.branches));
    }

    /** Users and groups that may approve a release, separated by commas; empty where nobody has to. */
    public String getApprovers() {
        return approvers;
    }

    @DataBoundSetter
    public void setApprovers(String approvers) {
        this.approvers = Util.fixNull(approvers).trim();
        refuse(FieldChecks.approvers(this.approvers));
    }

    /** {@code queue} or {@code supersede}: what a new release does about others that still wait. */
    public String getLockPolicy() {
        return lockPolicy;
    }

    /** Fails with IllegalArgumentException where it is not known. */
    @DataBoundSetter
    public void setLockPolicy(String lockPolicy) {
        this.lockPolicy = lockPolicyOrUsual(lockPolicy);
        lockPolicy();
    }

    private static String lockPolicyOrUsual(String lockPolicy) {
        String chosen = Util.fixNull(lockPolicy).trim();
        return chosen.isEmpty() ? word(LockPolicy.QUEUE) : chosen;
    }

    /** How many releases are kept at least; 0 for all. */
    public int getKeepReleases() {
        return keepReleases;
    }

    /**
     * Fails with IllegalArgumentException where it is none.
     *
     * @param keepReleases a number as text: configuration as code takes whatever it can't read for 0, which would be another rule
     */
    @DataBoundSetter
    public void setKeepReleases(String keepReleases) {
        this.keepReleases = count("keepReleases", keepReleases);
    }

    private static int count(String field, String value) {
        refuse(FieldChecks.count(field, value));
        return Util.fixNull(value).isBlank() ? 0 : Integer.parseInt(value.trim());
    }

    /** For how many days a release is kept at least; 0 for ever. */
    public int getKeepDays() {
        return keepDays;
    }

    /** Fails with IllegalArgumentException where it is none, as {@link #setKeepReleases} does. */
    @DataBoundSetter
    public void setKeepDays(String keepDays) {
        this.keepDays = count("keepDays", keepDays);
    }

    /** Id of a job of the platform whose last line is the version of the database's schema; empty where nothing is checked. */
    public String getSchemaCheckJob() {
        return schemaCheckJob;
    }

    @DataBoundSetter
    public void setSchemaCheckJob(String schemaCheckJob) {
        this.schemaCheckJob = Util.fixNull(schemaCheckJob).trim();
    }

    /**
     * Whether the platform is asked to keep the backups of releases that may be rolled back to, until somebody deletes them; where a step says so itself, that
     * counts.
     */
    public boolean isRetainBackups() {
        return !letBackupsExpire;
    }

    /**
     * Fails with IllegalArgumentException where it is neither.
     *
     * @param retainBackups {@code true} or {@code false} as text: configuration as code takes whatever it can't read for false
     */
    @DataBoundSetter
    public void setRetainBackups(String retainBackups) {
        refuse(FieldChecks.flag("retainBackups", retainBackups));
        // Kept the other way round, so that configurations of earlier versions, which do not have it, have backups
        // retained.
        this.letBackupsExpire = !retainBackups.trim().equals("true");
    }

    /** What is wrong with what was configured, naming the field, its value and the remedy; empty where nothing is. */
    Optional<String> problem() {
        return FieldChecks.environmentName(name)
                .or(() -> FieldChecks.required("platform", platform))
                .or(() -> FieldChecks.branches(branches))
                .or(() -> FieldChecks.approvers(approvers))
                .or(() -> unknown(lockPolicy))
                .or(() -> FieldChecks.count("keepReleases", Integer.toString(keepReleases)))
                .or(() -> FieldChecks.count("keepDays", Integer.toString(keepDays)));
    }

    private static Optional<String> unknown(String lockPolicy) {
        return known(lockPolicy).isPresent()
                ? Optional.empty()
                : Optional.of(Messages.FieldChecks_LockPolicy(lockPolicy));
    }

    Optional<SchemaCheck> schemaCheck() {
        return Optional.of(getSchemaCheckJob())
                .filter(job -> !job.isEmpty())
                .map(job -> new SchemaCheck(job, Optional.empty()));
    }

    Retention retention() {
        return new Retention(keepReleases, keepDays);
    }

    LockPolicy lockPolicy() {
        return known(getLockPolicy())
                .orElseThrow(() -> new IllegalArgumentException(Messages.FieldChecks_LockPolicy(lockPolicy)));
    }

    private static Optional<LockPolicy> known(String word) {
        return Arrays.stream(LockPolicy.values())
                .filter(policy -> word(policy).equals(word))
                .findFirst();
    }

    private static String word(LockPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    BranchRule branchRule() {
        return new BranchRule(FieldChecks.words(branches));
    }

    ApprovalRule approvalRule() {
        return new ApprovalRule(Arrays.stream(getApprovers().split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private static void refuse(Optional<String> problem) {
        problem.ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
    }

    /** Offers it in forms and in configuration as code. */
    @Extension
    @Symbol("releaseEnvironment")
    public static class DescriptorImpl extends Descriptor<EnvironmentConfiguration> {
        @Override
        public String getDisplayName() {
            return Messages.EnvironmentConfiguration_DisplayName();
        }

        /** The platforms that are known where the form is shown. */
        @POST
        public ComboBoxModel doFillPlatformItems(@AncestorInPath Item item) {
            return FormUser.mayConfigure(item)
                    ? new ComboBoxModel(Environments.get().platformsAt(item))
                    : new ComboBoxModel();
        }

        /** The choices of the form. */
        @POST
        public ListBoxModel doFillLockPolicyItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.EnvironmentConfiguration_Queue(), word(LockPolicy.QUEUE));
            choices.add(Messages.EnvironmentConfiguration_Supersede(), word(LockPolicy.SUPERSEDE));
            return choices;
        }

        /** What is asked for the schema's version is run past all locks, so that it must not be what migrates. */
        @POST
        public FormValidation doCheckSchemaCheckJob(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String name) {
            Ledger ledger = ReleaseFlowRuntime.get().engine().ledger();
            boolean migrates = FormUser.mayConfigure(item)
                    && !value.isBlank()
                    && ledger.environments().contains(name.trim())
                    && DriftWatch.mayMigrate(ledger.environment(name.trim()), value.trim());
            return migrates
                    ? FormValidation.error(Messages.EnvironmentConfiguration_Migrates(value.trim()))
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.environmentName(value)
                    .or(() -> Environments.get().takenElsewhere(value.trim(), item)));
        }

        @POST
        public FormValidation doCheckPlatform(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            Optional<String> missing = FieldChecks.required("platform", value);
            if (missing.isPresent() || Environments.get().platformsAt(item).contains(value.trim())) {
                return FieldChecks.shown(missing);
            }
            return FormValidation.warning(Messages.EnvironmentConfiguration_UnknownPlatform(value));
        }

        @POST
        public FormValidation doCheckBranches(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.words(value).isEmpty()
                    ? FormValidation.ok(Messages.EnvironmentConfiguration_EveryBranch())
                    : FieldChecks.shown(FieldChecks.branches(value));
        }

        @POST
        public FormValidation doCheckApprovers(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.approvers(value));
        }

        @POST
        public FormValidation doCheckLockPolicy(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(value.isBlank() ? Optional.empty() : unknown(value));
        }

        @POST
        public FormValidation doCheckKeepReleases(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.count("keepReleases", value));
        }

        @POST
        public FormValidation doCheckKeepDays(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.count("keepDays", value));
        }
    }
}
