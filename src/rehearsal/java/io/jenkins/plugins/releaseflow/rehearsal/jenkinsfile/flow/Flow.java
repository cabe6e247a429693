package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** A running Jenkinsfile below the script: its threads, and the calls of its steps. */
public final class Flow {

    private final Run<?, ?> run;
    private final BuildEnvironment environment;
    private final PipelineListener listener;
    private final ThreadLocal<FlowThread> threads = new ThreadLocal<>();

    /** A flow that belongs to a run. */
    public Flow(Run<?, ?> run, BuildEnvironment environment, PipelineListener listener) {
        this.run = run;
        this.environment = environment;
        this.listener = listener;
    }

    /** The run that the flow belongs to. */
    public Run<?, ?> run() {
        return run;
    }

    /** The variables outside of any step. */
    public BuildEnvironment environment() {
        return environment;
    }

    /** Who hears of stages and steps. */
    public PipelineListener listener() {
        return listener;
    }

    /** Makes the result of the run at least as bad. */
    public synchronized void worsen(Result result) {
        if (run.getResult() == null || result.isWorseThan(run.getResult())) {
            run.setResult(result);
        }
    }

    /** The flow's thread that calls this. */
    public FlowThread current() {
        FlowThread thread = threads.get();
        if (thread == null) {
            throw JenkinsfileException.general(
                    "A step was called on a thread that the Jenkinsfile made itself.",
                    "Use parallel to do things at the same time.");
        }
        return thread;
    }

    /** Runs code as a thread of the flow, on the calling Java thread. */
    <T> T within(FlowThread thread, Callable<T> code) throws Exception {
        threads.set(thread);
        thread.attach();
        try {
            return code.call();
        } catch (InterruptedException e) {
            throw Sneaky.rethrow(thread.translate(e));
        } finally {
            thread.detach();
            threads.remove();
        }
    }

    /** Runs the whole script, on the calling Java thread. */
    public Object runScript(FlowThread thread, Callable<Object> script) throws Exception {
        return within(thread, script);
    }

    /** A context for code of the host itself that has to see what a step at this place would see. */
    public HostStepContext context() {
        FlowThread thread = current();
        return new HostStepContext(this, thread.frame(), new StepCall(thread, Optional.empty()));
    }

    /** Runs code of the host whose steps see one more context object. */
    public <T> T with(Object object, Callable<T> code) throws Exception {
        FlowThread thread = current();
        Frame before = thread.frame();
        thread.frame(before.with(object));
        try {
            return code.call();
        } finally {
            thread.frame(before);
        }
    }

    /**
     * Calls a step and waits until it has ended.
     *
     * @param arguments by parameter name, for the listener
     * @param body the step's block, if it was given one
     * @return what the step returned; may be null, as in Jenkins
     */
    public Object call(
            StepDescriptor descriptor, Step step, Map<String, Object> arguments, Optional<Callable<?>> body) {
        FlowThread thread = current();
        thread.checkInterrupted();
        String function = descriptor.getFunctionName();
        listener.stepStarted(function, arguments);
        Optional<Throwable> failure = Optional.empty();
        try {
            StepCall call = new StepCall(thread, body);
            HostStepContext context = new HostStepContext(this, thread.frame(), call);
            checkContext(descriptor, context);
            return call.run(step.start(context));
        } catch (Throwable thrown) {
            failure = Optional.of(thrown);
            throw Sneaky.rethrow(thrown);
        } finally {
            listener.stepEnded(function, failure);
        }
    }

    private static void checkContext(StepDescriptor descriptor, HostStepContext context)
            throws IOException, InterruptedException {
        try {
            descriptor.checkContextAvailability(context);
        } catch (MissingContextVariableException e) {
            throw JenkinsfileException.general(
                    "The step '" + descriptor.getFunctionName() + "' needs "
                            + e.getType().getSimpleName() + ", which no step around it provides.",
                    "Put it into a step that does.");
        }
    }
}
