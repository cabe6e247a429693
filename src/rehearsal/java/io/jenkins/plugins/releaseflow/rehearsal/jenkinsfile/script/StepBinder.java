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
        Signature signature = Signature.of(step);
        Map<String, Object> named = named(signature, given.subList(0, count));
        if (step.takesImplicitBlockArgument() && body.isEmpty()) {
            signature.withoutBlock().refuse();
        }
        return new Arguments(named, body);
    }

    /**
     * Gives each argument its name.
     *
     * @param given without a block
     * @throws JenkinsfileException if it can't be called with them
     */
    static Map<String, Object> named(Signature signature, List<Object> given) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (!given.isEmpty() && given.get(0) instanceof Map<?, ?> map) {
            named.putAll(ScriptValues.plain(map));
            signature.judgePositional(given.size() - 1, true).ifPresent(Signature.Fault::refuse);
        } else {
            signature.judgePositional(given.size(), false).ifPresent(Signature.Fault::refuse);
            if (given.size() == 1) {
                named.put(signature.soleParameter().orElseThrow(), ScriptValues.plain(given.get(0)));
            }
        }
        signature.judgeNames(named.keySet()).ifPresent(Signature.Fault::refuse);
        return named;
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
}
