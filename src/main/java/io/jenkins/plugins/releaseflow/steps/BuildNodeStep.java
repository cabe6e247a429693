package io.jenkins.plugins.releaseflow.steps;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.config.PlatformChoices;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.RunImage;
import io.jenkins.plugins.releaseflow.release.Target;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step that deploys a build, chosen by branch, pull request, commit or id, or an image, or what is live elsewhere. */
public abstract class BuildNodeStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    /** Minutes that a build may take besides. */
    static final int BUILD_MINUTES = 45;

    private final BuildChoice choice = new BuildChoice();
    private final SourceChoice source = new SourceChoice();
    private final CommandChoice commands = new CommandChoice();
    private boolean restoreCommand;
    private boolean allowOlder;

    BuildChoice choice() {
        return choice;
    }

    /** Id of the build service. */
    public String getBuild() {
        return choice.build;
    }

    @DataBoundSetter
    public void setBuild(String build) {
        choice.build = Util.fixNull(build);
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

    /** An image by digest, in place of a build; empty for a build. */
    public String getImage() {
        return source.image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        source.image = Util.fixNull(image);
    }

    /** The platform's id of the credentials that the image is pulled with; empty for a public image. */
    public String getImageCredentials() {
        return source.imageCredentials;
    }

    @DataBoundSetter
    public void setImageCredentials(String imageCredentials) {
        source.imageCredentials = Util.fixNull(imageCredentials);
    }

    /** Service whose live build or image is deployed; empty for a choice of its own. */
    public String getFromService() {
        return source.fromService;
    }

    @DataBoundSetter
    public void setFromService(String fromService) {
        source.fromService = Util.fixNull(fromService);
    }

    /** Job whose live build or image is deployed; empty for a choice of its own. */
    public String getFromJob() {
        return source.fromJob;
    }

    @DataBoundSetter
    public void setFromJob(String fromJob) {
        source.fromJob = Util.fixNull(fromJob);
    }

    /** Environment of the service or job whose live build or image is deployed; empty for the release's own. */
    public String getFromEnvironment() {
        return source.fromEnvironment;
    }

    @DataBoundSetter
    public void setFromEnvironment(String fromEnvironment) {
        source.fromEnvironment = Util.fixNull(fromEnvironment);
    }

    /** Command that replaces the build's own from now on; empty for the build's own. */
    public String getCommand() {
        return commands.command;
    }

    @DataBoundSetter
    public void setCommand(String command) {
        commands.command = Util.fixNull(command);
    }

    /** Entrypoint that replaces the build's own from now on; empty for the build's own. */
    public String getEntrypoint() {
        return commands.entrypoint;
    }

    @DataBoundSetter
    public void setEntrypoint(String entrypoint) {
        commands.entrypoint = Util.fixNull(entrypoint);
    }

    /** Process of the Procfile that is run from now on; empty for the build's own. */
    public String getProcess() {
        return commands.process;
    }

    @DataBoundSetter
    public void setProcess(String process) {
        commands.process = Util.fixNull(process);
    }

    /** Whether a buildpack built the image, so that a command is given to it another way. */
    public boolean isBuildpack() {
        return commands.buildpack;
    }

    @DataBoundSetter
    public void setBuildpack(boolean buildpack) {
        commands.buildpack = buildpack;
    }

    /** Whether the command that was there before is put back when the release ends. */
    public boolean isRestoreCommand() {
        return restoreCommand;
    }

    @DataBoundSetter
    public void setRestoreCommand(boolean restoreCommand) {
        this.restoreCommand = restoreCommand;
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

    /**
     * What is to be done with a target.
     *
     * @throws IllegalArgumentException for bad parameters
     */
    final NodeWork deploy(JobBranch job, Target target, NodeKind kind) {
        source.check(choice);
        CommandOverride override = commands.override();
        if (restoreCommand && override.isUnchanged()) {
            throw new IllegalArgumentException(
                    "restoreCommand: there is nothing to put back; give command, entrypoint or process, or leave it out");
        }
        CommandUse use = restoreCommand ? CommandUse.PUT_BACK : CommandUse.STAYS;
        if (source.promotion().isPresent()) {
            return new NodeWork.Promote(
                    target, source.promotion().get(), source.credentials(), override, use, kind, allowOlder);
        }
        if (source.image().isPresent()) {
            RunImage image = source.image().get();
            return new NodeWork.DeployImage(target, (ImagePin) image.pin(), image.credentials(), override, use, kind);
        }
        if (StepParameters.optional(choice.build).isEmpty()) {
            throw new IllegalArgumentException(
                    "build: is missing; say what goes to the " + target.type().word()
                            + ": build: '<build service>', image: '<path>@sha256:…', or fromService: '<service>'");
        }
        return new NodeWork.DeployBuild(
                target, choice.selector(job), override, use, kind, allowOlder, isBuildIfMissing());
    }

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

        /** A build can be left out: something else may take its place. */
        @POST
        public FormValidation doCheckBuild(@AncestorInPath Item item, @QueryParameter String value) {
            return StepParameters.optional(value).isEmpty()
                    ? FormValidation.ok()
                    : StepForm.checkId(item, "build", value, ResourceKind.BUILD_SERVICE);
        }

        @POST
        public FormValidation doCheckImage(@QueryParameter String value, @QueryParameter String build) {
            BuildChoice choice = new BuildChoice();
            choice.build = Util.fixNull(build);
            SourceChoice source = new SourceChoice();
            source.image = Util.fixNull(value);
            return StepForm.check("image", () -> {
                source.check(choice);
                source.image();
            });
        }

        @POST
        public FormValidation doCheckProcess(
                @QueryParameter String value, @QueryParameter String command, @QueryParameter String entrypoint) {
            CommandChoice commands = new CommandChoice();
            commands.process = Util.fixNull(value);
            commands.command = Util.fixNull(command);
            commands.entrypoint = Util.fixNull(entrypoint);
            return StepForm.check("process", commands::override);
        }

        @POST
        public ComboBoxModel doFillFromServiceItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.SERVICE);
        }

        @POST
        public ComboBoxModel doFillFromJobItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.JOB);
        }

        @POST
        public ComboBoxModel doFillFromEnvironmentItems(@AncestorInPath Item item) {
            return new ComboBoxModel(StepForm.environments(item));
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
