package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Durations;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Failures;
import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code timeout}: stops its block when it takes too long. */
public final class TimeoutStep extends Step {

    private final int time;
    private TimeUnit unit = TimeUnit.MINUTES;

    /** Gives the block that many units. */
    @DataBoundConstructor
    public TimeoutStep(int time) {
        if (time < 1) {
            throw new IllegalArgumentException("time is " + time + "; give at least 1.");
        }
        this.time = time;
    }

    /** The unit of the time; minutes by default. */
    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, Duration.of(time, unit.toChronoUnit()));
    }

    /** The reason that a block was stopped by its timeout. Each timeout has its own. */
    private static final class ExceededTimeout extends CauseOfInterruption {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Timeout has been exceeded";
        }
    }

    private static final class Execution extends StepExecution {

        @Serial
        private static final long serialVersionUID = 1L;

        private final Duration time;

        Execution(StepContext context, Duration time) {
            super(context);
            this.time = time;
        }

        @Override
        public boolean start() throws Exception {
            Failures.println(getContext(), "Timeout set to expire in " + Durations.format(time));
            ExceededTimeout cause = new ExceededTimeout();
            Callback callback = new Callback(getContext(), cause);
            BodyExecution body =
                    getContext().newBodyInvoker().withCallback(callback).start();
            callback.cancel = getContext().get(PipelineTimer.class).after(time, () -> {
                Failures.println(getContext(), "Cancelling nested steps due to timeout");
                body.cancel(new FlowInterruptedException(Result.ABORTED, true, cause));
            });
            return false;
        }
    }

    private static final class Callback extends BodyExecutionCallback {

        @Serial
        private static final long serialVersionUID = 1L;

        private final StepContext context;
        private final ExceededTimeout cause;
        private transient volatile Runnable cancel = () -> {};

        Callback(StepContext context, ExceededTimeout cause) {
            this.context = context;
            this.cause = cause;
        }

        @Override
        public void onSuccess(StepContext body, Object result) {
            cancel.run();
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext body, Throwable failure) {
            cancel.run();
            if (failure instanceof FlowInterruptedException interrupted
                    && interrupted.getCauses().contains(cause)) {
                // Outside of this step it is a failure like others, which a retry may retry.
                interrupted.setActualInterruption(false);
            }
            context.onFailure(failure);
        }
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("timeout", true);
        }
    }
}
