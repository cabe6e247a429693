package io.jenkins.plugins.releaseflow.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.config.PlatformChoices;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step that deploys a build, chosen by branch, pull request, commit or id. */
public abstract class BuildNodeStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    private static final int BUILD_MINUTES = 45;

    private final BuildChoice choice = new BuildChoice();
    private String command = "";
    private boolean allowOlder;

    BuildChoice choice() {
        return choice;
    }

    /** Id of the build service. */
    public String getBuild() {
        return choice.build;
    }

    /** Branch to take builds from; {@code *} for all; empty for the job's own. */
    public String getBranch() {
        return choice.branch;
    }

    @DataBoundSetter
    public void setBranch(String branch) {
        choice.branch = Util.fixNull(branch);
    }

    /** Number of the pull request to take builds from; 0 for none. */
    public int getPullRequest() {
        return choice.pullRequest;
    }

    @DataBoundSetter
    public void setPullRequest(int pullRequest) {
        choice.pullRequest = pullRequest;
    }

    /** A commit, or {@code latest} for the newest build that succeeded. */
    public String getCommit() {
        return choice.commit;
    }

    @DataBoundSetter
    public void setCommit(String commit) {
        choice.commit = StepParameters.optional(commit).orElse(BuildSelector.LATEST);
    }

    /** Id of one build; then branch, pull request and commit do not matter. */
    public String getBuildId() {
        return choice.buildId;
    }

    @DataBoundSetter
    public void setBuildId(String buildId) {
        choice.buildId = Util.fixNull(buildId);
    }

    /** Whether a build is started where there is none. */
    public boolean isBuildIfMissing() {
        return choice.buildIfMissing;
    }

    @DataBoundSetter
    public void setBuildIfMissing(boolean buildIfMissing) {
        choice.buildIfMissing = buildIfMissing;
    }

    /** Command that replaces the build's own from now on; empty for the build's own. */
    public String getCommand() {
        return command;
    }

    @DataBoundSetter
    public void setCommand(String command) {
        this.command = Util.fixNull(command);
    }

    /** Whether the build may be older than the one that is live on the target. */
    public boolean isAllowOlder() {
        return allowOlder;
    }

    @DataBoundSetter
    public void setAllowOlder(boolean allowOlder) {
        this.allowOlder = allowOlder;
    }

    @Override
    final NodeWork work() {
        return work(JobBranch.NONE);
    }

    @Override
    abstract NodeWork work(JobBranch job);

    /** Minutes for the deployment alone. */
    abstract int deploymentTimeout();

    @Override
    int defaultTimeout() {
        return deploymentTimeout() + (isBuildIfMissing() ? BUILD_MINUTES : 0);
    }

    @Override
    OnAbort defaultOnAbort() {
        return OnAbort.DETACH;
    }

    /** What the descriptors of such steps share: the form that chooses a build. */
    abstract static class BuildNodeStepDescriptor extends NodeStepDescriptor {
        @POST
        public ComboBoxModel doFillBuildItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.BUILD_SERVICE);
        }

        @POST
        public FormValidation doCheckBuild(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "build", value, ResourceKind.BUILD_SERVICE);
        }

        @POST
        public ComboBoxModel doFillBranchItems(@AncestorInPath Item item, @QueryParameter String build) {
            return new ComboBoxModel(PlatformChoices.in(item).branches(Util.fixNull(build)));
        }

        @POST
        public ComboBoxModel doFillCommitItems(
                @AncestorInPath Item item, @QueryParameter String build, @QueryParameter String branch) {
            ComboBoxModel choices = new ComboBoxModel(BuildSelector.LATEST);
            choices.addAll(PlatformChoices.in(item).commits(Util.fixNull(build), Util.fixNull(branch)));
            return choices;
        }

        @POST
        public ComboBoxModel doFillBuildIdItems(
                @AncestorInPath Item item, @QueryParameter String build, @QueryParameter String branch) {
            return new ComboBoxModel(PlatformChoices.in(item).builds(Util.fixNull(build), Util.fixNull(branch)));
        }

        @POST
        public FormValidation doCheckCommit(@QueryParameter String value) {
            BuildChoice choice = new BuildChoice();
            choice.build = "build";
            choice.commit = Util.fixNull(value);
            return StepForm.check("commit", () -> choice.selector(JobBranch.NONE));
        }

        @POST
        public FormValidation doCheckPullRequest(@QueryParameter String value, @QueryParameter String branch) {
            BuildChoice choice = new BuildChoice();
            choice.build = "build";
            choice.branch = Util.fixNull(branch);
            return StepForm.check("pullRequest", () -> {
                choice.pullRequest = StepForm.number("pullRequest", value);
                choice.selector(JobBranch.NONE);
            });
        }

        @POST
        public FormValidation doCheckBuildIfMissing(
                @QueryParameter boolean value,
                @QueryParameter String branch,
                @QueryParameter String pullRequest,
                @QueryParameter String commit,
                @QueryParameter String buildId) {
            BuildChoice choice = new BuildChoice();
            choice.build = "build";
            choice.branch = Util.fixNull(branch);
            choice.commit = Util.fixNull(commit);
            choice.buildId = Util.fixNull(buildId);
            choice.buildIfMissing = value;
            return StepForm.check("buildIfMissing", () -> {
                choice.pullRequest = StepForm.number("pullRequest", pullRequest);
                choice.selector(JobBranch.NONE);
            });
        }
    }
}
