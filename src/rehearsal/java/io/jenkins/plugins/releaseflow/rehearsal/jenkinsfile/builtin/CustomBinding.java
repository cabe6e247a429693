package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;

/** A step of the host whose arguments are not of the types that parameters of a plugin's step can have. */
public interface CustomBinding {

    /**
     * Makes the step of its arguments.
     *
     * @param arguments by parameter name; the names have been judged already
     * @throws IllegalArgumentException if a value is not right, with a sentence that names the parameter
     */
    Step bind(Map<String, Object> arguments);
}
