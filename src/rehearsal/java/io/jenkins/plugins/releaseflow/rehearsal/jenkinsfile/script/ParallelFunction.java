package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.Closure;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Console;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Frame;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.ParallelBranches;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.StageScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code parallel}: runs branches at the same time. The lines of a branch on the console begin with its name. */
public final class ParallelFunction implements HostFunction {

    private static final String FAIL_FAST = "failFast";

    private final Flow flow;

    /** The function in a flow. */
    public ParallelFunction(Flow flow) {
        this.flow = flow;
    }

    @Override
    public Object call(List<Object> arguments) throws Exception {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof Map<?, ?> map)) {
            throw JenkinsfileException.general(
                    "'parallel' is not called with named branches.", "Write parallel(one: { … }, other: { … }).");
        }
        Map<String, Callable<?>> branches = new LinkedHashMap<>();
        boolean failFast = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (entry.getValue() instanceof Closure<?> closure) {
                branches.put(name, closure::call);
            } else if (name.equals(FAIL_FAST)) {
                failFast = Boolean.TRUE.equals(entry.getValue());
            } else {
                throw JenkinsfileException.general(
                        "The branch '" + name + "' of 'parallel' is no block.", "Write it as " + name + ": { … }.");
            }
        }
        return run(branches, failFast, true);
    }

    /**
     * Runs branches.
     *
     * @param announce whether each branch counts as a stage of its own
     */
    public Map<String, Object> run(Map<String, Callable<?>> branches, boolean failFast, boolean announce)
            throws Exception {
        Frame around = flow.current().frame();
        Map<String, Frame> frames = new LinkedHashMap<>();
        Map<String, Callable<?>> told = new LinkedHashMap<>();
        branches.forEach((name, code) -> {
            TaskListener lines = around.find(Console.class).orElseThrow().listener("[" + name + "] ");
            Frame frame = around.with(lines);
            if (announce) {
                StageScope scope = new StageScope(around.find(StageScope.class), name);
                frames.put(name, frame.with(scope));
                told.put(name, () -> scope.run(flow.listener(), code));
            } else {
                frames.put(name, frame);
                told.put(name, code);
            }
        });
        return ParallelBranches.run(flow, told, frames, failFast);
    }
}
