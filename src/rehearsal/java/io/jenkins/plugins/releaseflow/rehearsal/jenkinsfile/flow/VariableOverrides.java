package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.EnvVars;
import java.io.IOException;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Sets variables for a block. Their values may refer to other variables as {@code $NAME}, and {@code PATH+EXTRA} puts in front of {@code PATH}. */
public final class VariableOverrides extends EnvironmentExpander {

    @Serial
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, String> variables;

    private VariableOverrides(Map<String, String> variables) {
        this.variables = new LinkedHashMap<>(variables);
    }

    /** What is in force around a step, and then the given variables. */
    public static EnvironmentExpander around(StepContext context, Map<String, String> variables)
            throws IOException, InterruptedException {
        return EnvironmentExpander.merge(context.get(EnvironmentExpander.class), new VariableOverrides(variables));
    }

    @Override
    public void expand(EnvVars environment) {
        environment.overrideExpandingAll(variables);
    }
}
