package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Durations;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code sleep}: waits. */
public final class SleepStep extends Step {

    private final int time;
    private TimeUnit unit = TimeUnit.SECONDS;

    /** Waits that many units. */
    @DataBoundConstructor
    public SleepStep(int time) {
        this.time = time;
    }

    /** The unit of the time; seconds by default. */
    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, Duration.of(time, unit.toChronoUnit()));
    }

    private static final class Execution extends StepExecution {

        @Serial
        private static final long serialVersionUID = 1L;

        private final Duration time;
        private transient Optional<Runnable> cancel = Optional.empty();

        Execution(StepContext context, Duration time) {
            super(context);
            this.time = time;
        }

        @Override
        public boolean start() throws Exception {
            getContext().get(TaskListener.class).getLogger().println("Sleeping for " + Durations.format(time));
            cancel = Optional.of(getContext().get(PipelineTimer.class).after(time, () -> getContext()
                    .onSuccess(null)));
            return false;
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            cancel.ifPresent(Runnable::run);
            super.stop(cause);
        }
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("sleep", false);
        }
    }
}
