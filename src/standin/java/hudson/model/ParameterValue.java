package hudson.model;

import hudson.EnvVars;
import java.io.Serializable;
import java.util.Objects;

/** A parameter that a build was started with. */
public abstract class ParameterValue implements Serializable {
    private static final long serialVersionUID = 1L;

    protected final String name;

    protected ParameterValue(String name) {
        this.name = Objects.requireNonNull(name);
    }

    public final String getName() {
        return name;
    }

    /** The value, or null if it has no simple one. */
    public Object getValue() {
        return null;
    }

    /** Whether the value must not be shown. */
    public boolean isSensitive() {
        return false;
    }

    /** Adds the parameter to a build's variables. */
    public void buildEnvironment(Run<?, ?> build, EnvVars env) {}
}
