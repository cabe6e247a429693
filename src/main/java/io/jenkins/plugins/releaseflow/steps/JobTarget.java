package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.Target;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

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
            return Messages.JobTarget_DisplayName();
        }

        @POST
        public ComboBoxModel doFillIdItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.JOB);
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "job", value, ResourceKind.JOB);
        }
    }
}
