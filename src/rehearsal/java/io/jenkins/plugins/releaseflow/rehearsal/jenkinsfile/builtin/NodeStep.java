package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code node}: runs its block right here, since a rehearsal has no agents. */
public final class NodeStep extends Step {

    /** Runs the block. */
    @DataBoundConstructor
    public NodeStep() {}

    /** The label of the agents to choose from; not looked at. */
    @DataBoundSetter
    public void setLabel(String label) {
        // Every label is at home here.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new BlockExecution(context);
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("node", true);
        }
    }
}
