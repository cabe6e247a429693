package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.VariableOverrides;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withEnv}: sets environment variables for its block. */
public final class WithEnvStep extends Step {

    private final List<String> overrides;

    /** Sets variables, each given as {@code NAME=value}. */
    @DataBoundConstructor
    public WithEnvStep(List<String> overrides) {
        for (String override : overrides) {
            if (override.indexOf('=') < 1) {
                throw new IllegalArgumentException("'" + override + "' is no variable; write it as 'NAME=value'.");
            }
        }
        this.overrides = List.copyOf(overrides);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String override : overrides) {
            int equals = override.indexOf('=');
            variables.put(override.substring(0, equals), override.substring(equals + 1));
        }
        return new BlockExecution(context, VariableOverrides.around(context, variables));
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("withEnv", true);
        }
    }
}
