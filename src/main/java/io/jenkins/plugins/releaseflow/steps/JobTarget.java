package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.releaseflow.release.Target;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A job as the place where a build goes. */
public class JobTarget extends DeployTarget {
    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public JobTarget(String id) {
        super(id);
    }

    @Override
    Target target() {
        return Target.job(StepParameters.required("target: job", getId()));
    }

    /** Makes {@code job('…')} known to Jenkinsfiles. */
    @Extension
    @Symbol("job")
    public static class DescriptorImpl extends Descriptor<DeployTarget> {
        @Override
        public String getDisplayName() {
            return "Job";
        }
    }
}
