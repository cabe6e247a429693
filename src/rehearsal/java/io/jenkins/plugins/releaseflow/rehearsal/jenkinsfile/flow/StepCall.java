package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One call of a step: its thread waits here until the step says how it ended, and meanwhile runs the bodies that the step starts. The step
 * may speak up from any thread.
 */
final class StepCall implements FlowThread.Activity {

    private record Outcome(Optional<Throwable> failure, Object value) {}

    private final FlowThread thread;
    private final Optional<Callable<?>> body;
    private final BlockingQueue<Runnable> wakeUps = new LinkedBlockingQueue<>();
    private final Deque<HostBody> waitingBodies = new ArrayDeque<>();
    private int runningBodies;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<StepExecution> execution = Optional.empty();
    private Optional<Throwable> interruption = Optional.empty();

    StepCall(FlowThread thread, Optional<Callable<?>> body) {
        this.thread = thread;
        this.body = body;
    }

    FlowThread thread() {
        return thread;
    }

    Optional<Callable<?>> body() {
        return body;
    }

    /** The step is done. Only the first word counts. */
    void succeed(Object value) {
        end(new Outcome(Optional.empty(), value));
    }

    /** The step has failed. Only the first word counts. */
    void fail(Throwable failure) {
        end(new Outcome(Optional.of(failure), failure));
    }

    private synchronized void end(Outcome end) {
        if (outcome.isEmpty()) {
            outcome = Optional.of(end);
            wakeUps.add(() -> {
                // Wakes the waiting thread up.
            });
        }
    }

    synchronized boolean isEnded() {
        return outcome.isPresent();
    }

    /** Runs a body on the thread that waits for the step. */
    synchronized void enqueue(HostBody run) {
        waitingBodies.add(run);
        wakeUps.add(run::run);
    }

    /** The body's own code runs from now on, and takes interruptions itself. */
    synchronized void begun(HostBody run) {
        waitingBodies.remove(run);
        runningBodies++;
    }

    synchronized void finished() {
        runningBodies--;
    }

    /**
     * Starts the step and waits for its end.
     *
     * @return what the step returned; may be null, as in Jenkins
     * @throws Throwable what the step failed with
     */
    Object run(StepExecution step) throws Throwable {
        synchronized (this) {
            execution = Optional.of(step);
        }
        try {
            step.start();
        } catch (Throwable failure) {
            fail(thread.translate(failure));
        }
        thread.push(this);
        try {
            while (!isEnded()) {
                wakeUps.take().run();
            }
        } finally {
            thread.pop(this);
        }
        Outcome end = ended();
        if (end.failure().isPresent()) {
            throw end.failure().get();
        }
        // A step that ends well although it was told to stop must not swallow the interruption.
        interruption().ifPresent(thread::interrupt);
        return end.value();
    }

    private synchronized Outcome ended() {
        return outcome.orElseThrow();
    }

    private synchronized Optional<Throwable> interruption() {
        return interruption;
    }

    @Override
    public boolean interrupt(Throwable cause) {
        boolean again;
        synchronized (this) {
            if (outcome.isPresent() || runningBodies > 0) {
                return false;
            }
            if (!waitingBodies.isEmpty()) {
                // A step with a block that has been started leaves interruptions to the block.
                waitingBodies.forEach(waiting -> waiting.cancel(cause));
                return true;
            }
            again = interruption.isPresent();
            interruption = Optional.of(cause);
        }
        if (again || execution.isEmpty()) {
            // The step was asked before and did not care.
            fail(cause);
            return true;
        }
        try {
            execution.get().stop(cause);
        } catch (Exception | LinkageError failure) {
            failure.addSuppressed(cause);
            fail(failure);
        }
        return true;
    }
}
