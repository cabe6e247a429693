package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import java.io.Serial;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code retry}: runs its block again when it fails. */
public final class RetryStep extends Step {

    private final int count;

    /** Runs the block at most that many times. */
    @DataBoundConstructor
    public RetryStep(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; give the number of tries, at least 1.");
        }
        this.count = count;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, count);
    }

    private static final class Execution extends StepExecution {

        @Serial
        private static final long serialVersionUID = 1L;

        private int left;

        Execution(StepContext context, int count) {
            super(context);
            this.left = count;
        }

        @Override
        public boolean start() {
            getContext().newBodyInvoker().withCallback(new Callback(this)).start();
            return false;
        }

        private void failed(Throwable failure) {
            left--;
            if (left < 1 || !Failures.mayBeCaught(failure)) {
                getContext().onFailure(failure);
                return;
            }
            Failures.print(getContext(), failure);
            Failures.println(getContext(), "Retrying");
            start();
        }
    }

    private static final class Callback extends BodyExecutionCallback {

        @Serial
        private static final long serialVersionUID = 1L;

        private final Execution execution;

        Callback(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.getContext().onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            execution.failed(failure);
        }
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("retry", true);
        }
    }
}
