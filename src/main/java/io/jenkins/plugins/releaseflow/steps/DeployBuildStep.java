package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** Puts a build, an image, or what is live elsewhere on a job or a service. */
public class DeployBuildStep extends BuildNodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 15;

    private final DeployTarget target;

    /**
     * @param target where it goes
     */
    @DataBoundConstructor
    public DeployBuildStep(DeployTarget target) {
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
        return deploy(job, target.target(), NodeKind.DEPLOY_BUILD);
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
            return StepArguments.text(
                    namedArgs, "build", "branch", "commit", "buildId", "image", "fromService", "fromJob", "target");
        }
    }
}
