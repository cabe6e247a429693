package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.WorkingDirectory;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code checkout scm}: only says that the workspace is the project's directory already. */
public final class CheckoutStep extends Step {

    /** The source code that {@code scm} stands for in a Jenkinsfile. */
    public record ProjectDirectory() {}

    /** Checks nothing out. */
    @DataBoundConstructor
    public CheckoutStep(Object scm) {
        if (!(scm instanceof ProjectDirectory)) {
            throw new IllegalArgumentException("scm is not the variable 'scm'; a rehearsal has only 'checkout scm'.");
        }
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ValueExecution(context, () -> {
            Failures.println(
                    context,
                    "Nothing is checked out in a rehearsal: it works in "
                            + context.get(WorkingDirectory.class).path());
            return Map.of();
        });
    }

    static final class DescriptorImpl extends BuiltinDescriptor implements CustomBinding {
        DescriptorImpl() {
            super("checkout", false);
        }

        @Override
        public Step bind(Map<String, Object> arguments) {
            return new CheckoutStep(arguments.get("scm"));
        }
    }
}
