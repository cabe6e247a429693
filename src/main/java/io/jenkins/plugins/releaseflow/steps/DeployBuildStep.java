package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** Puts a build on a job or a service. */
public class DeployBuildStep extends BuildNodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 15;

    private final DeployTarget target;

    /**
     * @param build id of the build service
     * @param target where the build goes
     */
    @DataBoundConstructor
    public DeployBuildStep(String build, DeployTarget target) {
        choice().build = build;
        this.target = target;
    }

    public DeployTarget getTarget() {
        return target;
    }

    @Override
    NodeWork work(JobBranch job) {
        if (target == null) {
            throw new IllegalArgumentException(
                    "target: is missing; say where the build goes: target: job('…') or target: service('…')");
        }
        return new NodeWork.DeployBuild(
                target.target(),
                choice().selector(job),
                StepParameters.optional(getCommand()),
                NodeKind.DEPLOY_BUILD,
                isAllowOlder(),
                isBuildIfMissing());
    }

    @Override
    int deploymentTimeout() {
        return TIMEOUT_MINUTES;
    }

    /** Makes {@code deployBuild} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends BuildNodeStepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployBuild";
        }

        @Override
        public String getDisplayName() {
            return Messages.DeployBuildStep_DisplayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "build", "branch", "commit", "buildId", "target");
        }
    }
}
