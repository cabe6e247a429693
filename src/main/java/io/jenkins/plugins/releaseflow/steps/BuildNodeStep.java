package io.jenkins.plugins.releaseflow.steps;

import hudson.Util;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import org.kohsuke.stapler.DataBoundSetter;

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
}
