package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.releaseflow.release.Target;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A service as the place where a build goes. */
public class ServiceTarget extends DeployTarget {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public ServiceTarget(String id) {
        super(id);
    }

    @Override
    Target target() {
        return Target.service(StepParameters.required("target: service", getId()));
    }

    /** Makes {@code service('…')} known to Jenkinsfiles. */
    @Extension
    @Symbol("service")
    public static class DescriptorImpl extends Descriptor<DeployTarget> {
        @Override
        public String getDisplayName() {
            return "Service";
        }
    }
}
