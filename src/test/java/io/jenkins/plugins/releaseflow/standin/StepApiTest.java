package io.jenkins.plugins.releaseflow.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps run through their context, with nothing but the host's own parts around them. */
class StepApiTest {
    @TempDir
    private Path home;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final TaskListener listener = new StreamTaskListener(console, StandardCharsets.UTF_8);
    private StandinJenkins jenkins;
    private SampleRun run;
    private RecordingContext context;

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
        run = jenkins.add(new SampleJob(jenkins, "shop"), "shop").newRun();
        context = new RecordingContext(Map.of(Run.class, run, TaskListener.class, listener));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void aStepRunsAndTellsItsContextTheResult() throws Exception {
        SampleStep step = new SampleStep("hello");
        step.getDescriptor().checkContextAvailability(context);

        StepExecution execution = step.start(context);

        assertThat(execution.start()).isTrue();
        assertThat(context.told).containsExactly("success hello");
        assertThat(console.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("hello");
    }

    @Test
    void aStepIsRefusedWhereSomethingItNeedsIsMissing() {
        StepDescriptor descriptor = StepDescriptor.byFunctionName("sampleStep");

        assertThatExceptionOfType(MissingContextVariableException.class)
                .isThrownBy(() ->
                        descriptor.checkContextAvailability(new RecordingContext(Map.of(TaskListener.class, listener))))
                .withMessage("The required context hudson.model.Run of the step sampleStep is missing");
    }

    @Test
    void aBlocksEndIsTheStepsEnd() {
        BodyExecutionCallback.TailCall callback = new CleaningUp(false);
        callback.onSuccess(context, "value");
        callback.onFailure(context, new IOException("body"));

        assertThat(context.told).containsExactly("success value", "failure body []");
    }

    @Test
    void aFailedCleanUpFailsTheStepButDoesNotHideTheFirstFailure() {
        BodyExecutionCallback.TailCall callback = new CleaningUp(true);
        callback.onSuccess(context, "value");
        callback.onFailure(context, new IOException("body"));

        assertThat(context.told).containsExactly("failure clean-up []", "failure body [clean-up]");
    }

    @Test
    void anInterruptionSaysAndKeepsEachReasonOnce() {
        FlowInterruptedException interruption =
                new FlowInterruptedException(Result.ABORTED, true, new CauseOfInterruption.UserInterruption("ann"));
        interruption.handle(run, listener);
        interruption.handle(run, listener);

        assertThat(interruption).hasMessage("Aborted by ann");
        assertThat(console.toString(StandardCharsets.UTF_8).lines()).containsExactly("Aborted by ann");
        assertThat(run.getActions(InterruptedBuildAction.class)).hasSize(1);
    }

    @Test
    void anInterruptedStepFailsWithTheCause() throws Exception {
        new SampleWait(context)
                .stop(new FlowInterruptedException(
                        Result.ABORTED, true, new CauseOfInterruption.UserInterruption("ann")));

        assertThat(context.told).containsExactly("failure Aborted by ann []");
    }

    @Test
    void innerEnvironmentsAreAppliedAfterOuterOnes() throws Exception {
        EnvironmentExpander merged = EnvironmentExpander.merge(
                EnvironmentExpander.constant(Map.of("A", "outer", "B", "outer")),
                EnvironmentExpander.constant(Map.of("A", "inner")));

        EnvVars env = EnvironmentExpander.getEffectiveEnvironment(
                new EnvVars("C", "custom"), new EnvVars("B", "contextual"), merged, context, listener);

        assertThat(env).containsEntry("A", "inner").containsEntry("B", "outer").containsEntry("C", "custom");
    }

    private static final class SampleWait extends StepExecution {
        private static final long serialVersionUID = 1L;

        SampleWait(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() {
            return false;
        }
    }

    private static final class CleaningUp extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;

        private final boolean failing;

        CleaningUp(boolean failing) {
            this.failing = failing;
        }

        @Override
        protected void finished(StepContext context) throws Exception {
            if (failing) {
                throw new IOException("clean-up");
            }
        }
    }

    private static final class RecordingContext extends StepContext {
        private static final long serialVersionUID = 1L;

        private final transient Map<Class<?>, Object> around;
        private final transient List<String> told = new ArrayList<>();

        RecordingContext(Map<Class<?>, Object> around) {
            this.around = new HashMap<>(around);
        }

        @Override
        public <T> T get(Class<T> key) {
            return key.cast(around.get(key));
        }

        @Override
        public void onSuccess(Object result) {
            told.add("success " + result);
        }

        @Override
        public void onFailure(Throwable t) {
            List<String> suppressed = new ArrayList<>();
            for (Throwable other : t.getSuppressed()) {
                suppressed.add(other.getMessage());
            }
            told.add("failure " + t.getMessage() + ' ' + suppressed);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return Futures.immediateVoidFuture();
        }

        @Override
        public void setResult(Result result) {
            told.add("result " + result);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new IllegalStateException("there is no block");
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
