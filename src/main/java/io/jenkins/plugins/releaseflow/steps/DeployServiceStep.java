package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Puts a build or an image on a service, and waits until the service is healthy. */
public class DeployServiceStep extends BuildNodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 30;

    private final String service;
    private String image = "";

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

    @DataBoundSetter
    public void setBuild(String build) {
        choice().build = Util.fixNull(build);
    }

    /** An image by digest, in place of a build; empty for a build. */
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixNull(image);
    }

    @Override
    NodeWork work(JobBranch job) {
        String checked = StepParameters.required("service", service);
        Optional<String> command = StepParameters.optional(getCommand());
        Optional<String> chosenImage = StepParameters.optional(image);
        if (chosenImage.isEmpty()) {
            if (StepParameters.optional(getBuild()).isEmpty()) {
                throw new IllegalArgumentException(
                        "build: is missing; say what goes to the service: build: '<build service>', or image: '<path>@sha256:…'");
            }
            return new NodeWork.DeployBuild(
                    Target.service(checked),
                    choice().selector(job),
                    command,
                    NodeKind.DEPLOY_SERVICE,
                    isAllowOlder(),
                    isBuildIfMissing());
        }
        if (StepParameters.optional(getBuild()).isPresent()) {
            throw new IllegalArgumentException(
                    "image: '" + image + "' is given together with build '" + getBuild() + "'; give one of the two");
        }
        if (isBuildIfMissing()) {
            throw new IllegalArgumentException(
                    "buildIfMissing: is given together with image '" + image + "', which nobody builds; leave it out");
        }
        ImagePin pin = new ImagePin(chosenImage.get());
        if (!pin.isImmutable()) {
            throw new IllegalArgumentException("image: '" + image
                    + "' has no digest, so it may be another image tomorrow; use <path>@sha256:<digest>");
        }
        return new NodeWork.DeployImage(checked, pin, command);
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
            return StepArguments.text(namedArgs, "service", "build", "branch", "commit", "buildId", "image");
        }

        @POST
        public ComboBoxModel doFillServiceItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckService(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "service", value, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckImage(@QueryParameter String value, @QueryParameter String build) {
            return StepForm.check("image", () -> {
                DeployServiceStep step = new DeployServiceStep("service");
                step.setImage(value);
                step.setBuild(build);
                step.work();
            });
        }

        /** A build can be left out here: an image may take its place. */
        @Override
        @POST
        public FormValidation doCheckBuild(@AncestorInPath Item item, @QueryParameter String value) {
            return StepParameters.optional(value).isEmpty() ? FormValidation.ok() : super.doCheckBuild(item, value);
        }
    }
}
