package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.EnvVars;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The environment variables of a run outside of any step: what it started with, and what the script sets through {@code env}. Thread-safe. */
public final class BuildEnvironment {

    private final Map<String, String> variables;

    /** An environment that starts with the given variables. */
    public BuildEnvironment(Map<String, String> initial) {
        this.variables = new ConcurrentHashMap<>(initial);
    }

    /** Sets a variable for the rest of the run. */
    public void set(String name, String value) {
        variables.put(name, value);
    }

    /** A copy of all variables. */
    public EnvVars current() {
        return new EnvVars(variables);
    }
}
