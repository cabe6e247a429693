package io.jenkins.plugins.releaseflow.testing;

import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.DataBoundConstructor;

/** Shows the form of a Pipeline step in that of a freestyle job, so that it can be submitted. */
public final class StepBuilder extends Builder {
    private final Step step;

    @DataBoundConstructor
    public StepBuilder(Step step) {
        this.step = step;
    }

    public Step getStep() {
        return step;
    }

    /** What comes back of a step whose form is shown and submitted unchanged. */
    public static Step submitted(JenkinsRule jenkins, Step step) throws Exception {
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.getBuildersList().add(new StepBuilder(step));
        jenkins.configRoundtrip((Item) project);
        return project.getBuildersList().get(StepBuilder.class).getStep();
    }

    /** Offers it. */
    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        /** The step's own descriptor, for the form. */
        public Descriptor<Step> stepDescriptor(StepBuilder instance) {
            return instance.getStep().getDescriptor();
        }
    }
}
