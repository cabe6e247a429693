package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A thread of a running Jenkinsfile: the script's own, or that of a parallel branch. It knows what the script waits for at this moment, so
 * that an interruption from another thread reaches the innermost waiting step; if the script computes at that moment, the next step throws
 * it. An interruption is delivered once, so that {@code finally} and {@code post} can still call steps.
 */
public final class FlowThread {

    /** Something that the script waits for, or a body that it runs. */
    interface Activity {
        /**
         * Ends the waiting, by its own means and soon.
         *
         * @return whether there was anything to interrupt
         */
        boolean interrupt(Throwable cause);
    }

    /** The marker of a body on the stack: the script's own code runs. */
    static final class Scope implements Activity {
        @Override
        public boolean interrupt(Throwable cause) {
            return false;
        }
    }

    private record Pending(Throwable cause, Optional<Scope> scope) {}

    private final Deque<Activity> activities = new ArrayDeque<>();
    private Optional<Pending> pending = Optional.empty();
    private Optional<Thread> javaThread = Optional.empty();
    private Frame frame;

    /** A thread whose steps see the given context. */
    public FlowThread(Frame frame) {
        this.frame = frame;
    }

    /** What the next step sees. Only for the thread itself. */
    public Frame frame() {
        return frame;
    }

    void frame(Frame current) {
        this.frame = current;
    }

    /** Says which thread this is; that thread calls it before anything else. */
    synchronized void attach() {
        javaThread = Optional.of(Thread.currentThread());
    }

    synchronized void detach() {
        javaThread = Optional.empty();
        Thread.interrupted();
    }

    /** Interrupts whatever the thread does now, or its next step. For any thread. */
    public void interrupt(Throwable cause) {
        interrupt(cause, Optional.empty());
    }

    /** Interrupts what the thread does in a scope, if it is still in it. */
    void interruptWithin(Scope scope, Throwable cause) {
        synchronized (this) {
            if (!activities.contains(scope)) {
                return;
            }
        }
        interrupt(cause, Optional.of(scope));
    }

    private void interrupt(Throwable cause, Optional<Scope> scope) {
        Activity innermost;
        synchronized (this) {
            innermost = activities.peek();
        }
        // Outside the lock, since a step may do what it likes when it is stopped.
        if (innermost != null && innermost.interrupt(cause)) {
            return;
        }
        synchronized (this) {
            pending = Optional.of(new Pending(cause, scope));
            if (activities.peek() == null || activities.peek() instanceof Scope) {
                // Loops of the script check for this.
                javaThread.ifPresent(Thread::interrupt);
            }
        }
    }

    /** Throws what is to be thrown at the next chance, if anything. */
    public void checkInterrupted() {
        takePending().ifPresent(cause -> {
            throw Sneaky.rethrow(cause);
        });
    }

    /** The script begins to wait for something, or a body begins; a pending interruption is delivered to what is waited for. */
    void push(Activity activity) {
        Optional<Pending> waiting;
        synchronized (this) {
            activities.push(activity);
            waiting = activity instanceof Scope ? Optional.empty() : pending;
        }
        if (waiting.isPresent() && activity.interrupt(waiting.get().cause())) {
            takePending();
        }
    }

    synchronized void pop(Activity activity) {
        activities.remove(activity);
        if (pending.isPresent()) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves a body; returns what is still to be thrown there, because the body was interrupted and went on. */
    synchronized Optional<Throwable> leave(Scope scope) {
        activities.remove(scope);
        boolean ours = pending.flatMap(Pending::scope)
                .filter(interrupted -> interrupted == scope)
                .isPresent();
        return ours ? takePending() : Optional.empty();
    }

    /** What the thread was interrupted with, in place of the bare exception that a loop of the script has thrown for it. */
    Throwable translate(Throwable thrown) {
        return thrown.getClass() == InterruptedException.class ? takePending().orElse(thrown) : thrown;
    }

    private synchronized Optional<Throwable> takePending() {
        Optional<Throwable> cause = pending.map(Pending::cause);
        if (cause.isPresent()) {
            pending = Optional.empty();
            if (javaThread.filter(Thread.currentThread()::equals).isPresent()) {
                Thread.interrupted();
            }
        }
        return cause;
    }
}
