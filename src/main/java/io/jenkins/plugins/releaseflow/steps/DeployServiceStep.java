package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

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
    public static class DescriptorImpl extends NodeStepDescriptor {
        @Override
        public String getFunctionName() {
            return "deployService";
        }

        @Override
        public String getDisplayName() {
            return "Deploy a build or an image to a service and wait until it is healthy";
        }
    }
}
