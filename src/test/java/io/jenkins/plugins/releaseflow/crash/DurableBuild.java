package io.jenkins.plugins.releaseflow.crash;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import hudson.model.Run;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A build that outlives its process as a build in Pipeline's durability level "maximum" does: {@link Program} is saved after a step began to wait. A later process goes
 * through the script again: calls that have ended are passed over, calls that wait are resumed, and all others are made anew. Every call needs a name of its own.
 */
final class DurableBuild {
    /** A script, or a part of it. */
    @FunctionalInterface
    interface Script {
        void run(Scope scope) throws Throwable;
    }

    /** What steps at one place of the script see. */
    final class Scope {
        private final Frame frame;

        private Scope(Frame frame) {
            this.frame = frame;
        }

        /** Takes a step, and waits for its end. */
        Object step(String name, Step step) throws Throwable {
            return call(name, step, frame, none -> {});
        }

        /** Takes a step with a block. */
        void block(String name, Step step, Script block) throws Throwable {
            call(name, step, frame, block);
        }

        /** Runs branches at once, and waits for all. */
        void parallel(Script... branches) throws Throwable {
            List<Throwable> failures = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (Script branch : branches) {
                Thread thread = new Thread(() -> {
                    try {
                        branch.run(this);
                    } catch (Throwable failure) {
                        synchronized (failures) {
                            failures.add(failure);
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (!failures.isEmpty()) {
                throw failures.get(0);
            }
        }
    }

    /** What a thread of the script does while it waits for a step. */
    private record Waiting(Frame around, BlockingQueue<Task> todo) {}

    @FunctionalInterface
    private interface Task {
        void run() throws Throwable;
    }

    private final Run<?, ?> run;
    private final Program program;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<String, Script> blocks = new ConcurrentHashMap<>();
    private final Set<String> inBlock = ConcurrentHashMap.newKeySet();

    /** Takes up what an earlier process left in the file, if any. */
    DurableBuild(Run<?, ?> run, Path file) throws IOException {
        this.run = run;
        this.program = Program.load(file, this);
    }

    Run<?, ?> run() {
        return run;
    }

    /**
     * Runs the script on this thread.
     *
     * @param around what all its steps see
     */
    void run(Script script, List<Object> around) throws Throwable {
        script.run(new Scope(new Frame(around)));
    }

    /** Stops what waits now, as somebody who aborts the build does. */
    void abort(Throwable cause) throws Exception {
        for (String name : waiting.keySet()) {
            if (!inBlock.contains(name)) {
                program.find(name).orElseThrow().execution.stop(cause);
            }
        }
    }

    private Object call(String name, Step step, Frame around, Script block) throws Throwable {
        Waiting here = new Waiting(around, new LinkedBlockingQueue<>());
        waiting.put(name, here);
        blocks.put(name, block);
        try {
            Program.Call call = program.find(name).orElse(null);
            if (call == null) {
                StepContext context = new DurableContext(name, this);
                StepExecution execution = step.start(context);
                call = program.add(name, execution);
                execution.start();
                program.save();
            } else {
                resume(name, call);
            }
            while (!isEnded(call)) {
                here.todo().take().run();
            }
            synchronized (program) {
                if (call.failure != null) {
                    throw call.failure;
                }
                return call.value;
            }
        } finally {
            waiting.remove(name);
        }
    }

    private void resume(String name, Program.Call call) {
        boolean goesOn;
        synchronized (program) {
            if (call.ended) {
                return;
            }
            goesOn = call.callback != null && !call.blockEnded;
        }
        call.execution.onResume();
        if (goesOn) {
            waiting.get(name).todo().add(() -> runBlock(name, call));
        }
    }

    private boolean isEnded(Program.Call call) {
        synchronized (program) {
            return call.ended;
        }
    }

    Frame around(String name) {
        return waiting.get(name).around();
    }

    /** As Pipeline does it: after whatever the thread of the script does now. */
    ListenableFuture<Void> save(String name) {
        SettableFuture<Void> saved = SettableFuture.create();
        waiting.get(name).todo().add(() -> {
            program.save();
            saved.set(null);
        });
        return saved;
    }

    void startBlock(String name, List<Object> contexts, BodyExecutionCallback callback) {
        Program.Call call = program.find(name).orElseThrow();
        synchronized (program) {
            call.block = new ArrayList<>(contexts);
            call.callback = callback;
        }
        waiting.get(name).todo().add(() -> {
            program.save();
            runBlock(name, call);
        });
    }

    private void runBlock(String name, Program.Call call) throws IOException {
        StepContext context = call.execution.getContext();
        inBlock.add(name);
        Throwable failed = null;
        try {
            blocks.get(name).run(new Scope(around(name).with(call.block)));
        } catch (Throwable failure) {
            failed = failure;
        }
        inBlock.remove(name);
        synchronized (program) {
            call.blockEnded = true;
        }
        if (failed == null) {
            call.callback.onSuccess(context, null);
        } else {
            call.callback.onFailure(context, failed);
        }
        program.save();
    }

    void ended(String name, Object value, Throwable failure) {
        Program.Call call = program.find(name).orElseThrow();
        synchronized (program) {
            if (call.ended) {
                return;
            }
            call.ended = true;
            call.value = value;
            call.failure = failure;
        }
        Waiting here = waiting.get(name);
        if (here != null) {
            here.todo().add(() -> {});
        }
    }
}
