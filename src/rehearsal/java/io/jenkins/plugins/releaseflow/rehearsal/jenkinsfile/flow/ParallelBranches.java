package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.standin.ActingUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.springframework.security.core.Authentication;

/** Runs the branches of a {@code parallel} step, each on a thread of its own, and waits for all of them. */
public final class ParallelBranches implements FlowThread.Activity {

    /** Why a branch was stopped: another one has failed first. */
    @SuppressWarnings("serial")
    private static final class FailedFast extends CauseOfInterruption {
        private final String branch;

        FailedFast(String branch) {
            this.branch = branch;
        }

        @Override
        public String getShortDescription() {
            return "Failed in branch " + branch;
        }
    }

    private final Flow flow;
    private final boolean failFast;
    private final Map<String, FlowThread> threads = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final CountDownLatch running;

    private ParallelBranches(Flow flow, boolean failFast, int count) {
        this.flow = flow;
        this.failFast = failFast;
        this.running = new CountDownLatch(count);
    }

    /**
     * Runs branches and waits for the last.
     *
     * @param branches the code of each branch, by its name
     * @param frames what the steps of each branch see, by its name
     * @param failFast whether the first failure stops the other branches
     * @return what each branch returned; values may be null
     * @throws Exception the first failure of a branch, the others being suppressed in it
     */
    public static Map<String, Object> run(
            Flow flow, Map<String, Callable<?>> branches, Map<String, Frame> frames, boolean failFast)
            throws Exception {
        FlowThread thread = flow.current();
        thread.checkInterrupted();
        ParallelBranches parallel = new ParallelBranches(flow, failFast, branches.size());
        branches.forEach((name, code) -> parallel.threads.put(name, new FlowThread(frames.get(name))));
        branches.forEach(parallel::start);
        thread.push(parallel);
        try {
            parallel.running.await();
        } finally {
            thread.pop(parallel);
        }
        return parallel.result(branches);
    }

    private void start(String name, Callable<?> code) {
        Optional<Authentication> who = ActingUser.current();
        Thread thread = new Thread(
                () -> {
                    ActingUser.become(who);
                    execute(name, code);
                },
                "branch " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void execute(String name, Callable<?> code) {
        try {
            Object value = flow.within(threads.get(name), () -> (Object) code.call());
            synchronized (this) {
                values.put(name, value);
            }
        } catch (Throwable failure) {
            failed(name, failure);
        } finally {
            running.countDown();
        }
    }

    private void failed(String name, Throwable failure) {
        boolean first;
        synchronized (this) {
            first = failures.isEmpty();
            failures.add(failure);
        }
        if (first && failFast) {
            threads.forEach((other, thread) -> {
                if (!other.equals(name)) {
                    thread.interrupt(new FlowInterruptedException(Result.ABORTED, true, new FailedFast(name)));
                }
            });
        }
    }

    private synchronized Map<String, Object> result(Map<String, Callable<?>> branches) throws Exception {
        Optional<Throwable> first = failures.stream().findFirst();
        if (first.isPresent()) {
            failures.stream().filter(other -> other != first.get()).forEach(first.get()::addSuppressed);
            throw Sneaky.rethrow(first.get());
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        branches.keySet().forEach(name -> ordered.put(name, values.get(name)));
        return ordered;
    }

    @Override
    public boolean interrupt(Throwable cause) {
        if (running.getCount() == 0) {
            return false;
        }
        threads.values().forEach(thread -> thread.interrupt(cause));
        return true;
    }
}
