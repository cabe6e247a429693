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
            return Messages.ServiceTarget_DisplayName();
        }

        @POST
        public ComboBoxModel doFillIdItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckId(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "service", value, ResourceKind.SERVICE);
        }
    }
}
