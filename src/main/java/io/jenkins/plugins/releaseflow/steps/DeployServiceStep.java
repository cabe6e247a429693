package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Puts a build or an image on a service, and waits until the service is healthy. */
public class DeployServiceStep extends BuildNodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 30;

    private final String service;

    /**
     * @param service id of the service
     */
    @DataBoundConstructor
    public DeployServiceStep(String service) {
        this.service = service;
    }

    public String getService() {
        return service;
    }

    @Override
    NodeWork work(JobBranch job) {
        return deploy(job, Target.service(StepParameters.required("service", service)), NodeKind.DEPLOY_SERVICE);
    }

    @Override
    int deploymentTimeout() {
        return TIMEOUT_MINUTES;
    }

    /** Makes {@code deployService} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends BuildNodeStepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployService";
        }

        @Override
        public String getDisplayName() {
            return Messages.DeployServiceStep_DisplayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(
                    namedArgs, "service", "build", "branch", "commit", "buildId", "image", "fromService", "fromJob");
        }

        @POST
        public ComboBoxModel doFillServiceItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckService(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "service", value, ResourceKind.SERVICE);
        }
    }
}
