package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code sh}: runs a shell script in the current directory, with its output on the console. */
public final class ShStep extends Step {

    private final String script;
    private boolean returnStdout;
    private boolean returnStatus;

    /** Runs a script with {@code sh -xe}, or with the interpreter that its first line names. */
    @DataBoundConstructor
    public ShStep(String script) {
        this.script = script;
    }

    /** Whether the step returns what the script prints, in place of printing it. */
    @DataBoundSetter
    public void setReturnStdout(boolean returnStdout) {
        this.returnStdout = returnStdout;
    }

    /** Whether the step returns the exit status, in place of failing on one that is not 0. */
    @DataBoundSetter
    public void setReturnStatus(boolean returnStatus) {
        this.returnStatus = returnStatus;
    }

    /** The encoding of the output; not looked at, it is read as UTF-8. */
    @DataBoundSetter
    public void setEncoding(String encoding) {
        // Today's systems speak UTF-8.
    }

    /** How the step is called on pages; not looked at. */
    @DataBoundSetter
    public void setLabel(String label) {
        // A rehearsal has no such page.
    }

    @Override
    public StepExecution start(StepContext context) {
        if (returnStdout && returnStatus) {
            throw new IllegalArgumentException("returnStdout and returnStatus can't both be true; give one of them.");
        }
        return new ShExecution(context, script, returnStdout, returnStatus);
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("sh", false);
        }
    }
}
