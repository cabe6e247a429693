package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.Closure;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin.CustomBinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Makes a step of the arguments of a call. */
final class StepBinder {

    /**
     * The arguments of a call, told apart.
     *
     * @param named by parameter name
     * @param body the block, if one was given
     */
    record Arguments(Map<String, Object> named, Optional<Callable<?>> body) {}

    private StepBinder() {}

    /**
     * Tells the arguments of a call apart and judges their names.
     *
     * @throws JenkinsfileException if the step can't be called with them
     */
    static Arguments read(StepDescriptor step, List<Object> given) {
        Optional<Callable<?>> body = Optional.empty();
        int count = given.size();
        if (count > 0 && given.get(count - 1) instanceof Closure<?> closure) {
            body = Optional.of(closure::call);
            count--;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        if (count > 0 && given.get(0) instanceof Map<?, ?> map) {
            named.putAll(ScriptValues.plain(map));
            refuse(StepArguments.judgePositional(step, count - 1, true));
        } else {
            refuse(StepArguments.judgePositional(step, count, false));
            if (count == 1) {
                named.put(StepArguments.soleParameter(step).orElseThrow(), ScriptValues.plain(given.get(0)));
            }
        }
        refuse(StepArguments.judgeNames(step, named.keySet()));
        if (step.takesImplicitBlockArgument() && body.isEmpty()) {
            refuse(Optional.of(new StepArguments.Fault(
                    "The step '" + step.getFunctionName() + "' has no block.",
                    "Write it as " + step.getFunctionName() + "(…) { … }.")));
        }
        return new Arguments(named, body);
    }

    /**
     * Makes the step.
     *
     * @throws JenkinsfileException if a value does not suit its parameter
     */
    static Step bind(StepDescriptor step, Map<String, Object> arguments, TaskListener listener) {
        try {
            if (step instanceof CustomBinding custom) {
                return custom.bind(arguments);
            }
            return StepCatalog.parameters(step).instantiate(arguments, listener);
        } catch (Exception e) {
            throw JenkinsfileException.general(
                    "The step '" + step.getFunctionName() + "' can't be called like this: " + cause(e), "");
        }
    }

    private static String cause(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = Optional.ofNullable(root.getMessage()).orElse(root.toString());
        return message.endsWith(".") ? message : message + ".";
    }

    private static void refuse(Optional<StepArguments.Fault> fault) {
        fault.ifPresent(found -> {
            throw JenkinsfileException.general(found.problem(), found.remedy());
        });
    }
}
