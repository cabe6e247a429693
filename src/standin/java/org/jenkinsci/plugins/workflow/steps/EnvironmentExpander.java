package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Changes the environment inside a block. */
public abstract class EnvironmentExpander implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Changes the given environment in place. */
    public abstract void expand(EnvVars env) throws IOException, InterruptedException;

    /** The names of variables whose values must not be shown. */
    public Set<String> getSensitiveVariables() {
        return Set.of();
    }

    /** Overrides with fixed values. */
    public static EnvironmentExpander constant(Map<String, String> env) {
        return new Constant(env);
    }

    /** First the outer one, which may be null, then the inner one. */
    public static EnvironmentExpander merge(EnvironmentExpander original, EnvironmentExpander subsequent) {
        return original == null ? subsequent : new Merged(original, subsequent);
    }

    /** The environment that a step is given: the contextual one, which may be null, the custom one, then the expander. */
    public static EnvVars getEffectiveEnvironment(
            EnvVars customEnvironment,
            EnvVars contextualEnvironment,
            EnvironmentExpander expander,
            StepContext stepContext,
            TaskListener listener)
            throws IOException, InterruptedException {
        EnvVars env = contextualEnvironment == null ? new EnvVars() : new EnvVars(contextualEnvironment);
        env.putAll(customEnvironment);
        if (expander != null) {
            expander.expand(env);
        }
        return env;
    }

    private static final class Constant extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        private final HashMap<String, String> values;

        Constant(Map<String, String> values) {
            this.values = new HashMap<>(values);
        }

        @Override
        public void expand(EnvVars env) {
            env.overrideAll(values);
        }
    }

    private static final class Merged extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;

        private final EnvironmentExpander outer;
        private final EnvironmentExpander inner;

        Merged(EnvironmentExpander outer, EnvironmentExpander inner) {
            this.outer = outer;
            this.inner = inner;
        }

        @Override
        public void expand(EnvVars env) throws IOException, InterruptedException {
            outer.expand(env);
            inner.expand(env);
        }

        @Override
        public Set<String> getSensitiveVariables() {
            Set<String> names = new HashSet<>(outer.getSensitiveVariables());
            names.addAll(inner.getSensitiveVariables());
            return names;
        }
    }
}
