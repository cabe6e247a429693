package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One run of a step's block, on the thread that waits for the step. Can be cancelled from any thread. Never serialized. */
@SuppressWarnings("serial")
final class HostBody extends BodyExecution {

    private final transient HostStepContext context;
    private final transient StepCall call;
    private final transient Callable<?> code;
    private final transient Frame frame;
    private final transient List<BodyExecutionCallback> callbacks;
    private final transient FlowThread.Scope scope = new FlowThread.Scope();
    private final transient CompletableFuture<Object> end = new CompletableFuture<>();
    private transient Optional<Throwable> cancelledBefore = Optional.empty();
    private transient boolean started;

    HostBody(
            HostStepContext context,
            StepCall call,
            Callable<?> code,
            Frame frame,
            List<BodyExecutionCallback> callbacks) {
        this.context = context;
        this.call = call;
        this.code = code;
        this.frame = frame;
        this.callbacks = callbacks;
    }

    void run() {
        if (call.isEnded()) {
            end.cancel(false);
            return;
        }
        Object value;
        try {
            callbacks.forEach(callback -> callback.onStart(context));
            value = runCode();
        } catch (Throwable failure) {
            end.completeExceptionally(failure);
            tell(callback -> callback.onFailure(context, failure));
            return;
        }
        end.complete(value);
        tell(callback -> callback.onSuccess(context, value));
    }

    private Object runCode() throws Throwable {
        FlowThread thread = call.thread();
        Frame before = thread.frame();
        thread.push(scope);
        call.begun(this);
        thread.frame(frame);
        Optional<Throwable> interruption;
        Object value;
        try {
            begin();
            value = code.call();
        } catch (Throwable failure) {
            throw thread.translate(failure);
        } finally {
            interruption = thread.leave(scope);
            call.finished();
            thread.frame(before);
        }
        if (interruption.isPresent()) {
            throw interruption.get();
        }
        return value;
    }

    private synchronized void begin() throws Throwable {
        started = true;
        if (cancelledBefore.isPresent()) {
            throw cancelledBefore.get();
        }
    }

    private void tell(Consumer<BodyExecutionCallback> event) {
        try {
            callbacks.forEach(event);
        } catch (RuntimeException | LinkageError failure) {
            call.fail(failure);
        }
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        return List.of();
    }

    @Override
    public boolean cancel(Throwable cause) {
        synchronized (this) {
            if (!started) {
                cancelledBefore = Optional.of(cause);
                return true;
            }
        }
        if (end.isDone()) {
            return false;
        }
        call.thread().interruptWithin(scope, cause);
        return true;
    }

    @Override
    public boolean isCancelled() {
        return end.isCancelled();
    }

    @Override
    public boolean isDone() {
        return end.isDone();
    }

    @Override
    public Object get() throws InterruptedException, ExecutionException {
        return end.get();
    }

    @Override
    public Object get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return end.get(timeout, unit);
    }
}
