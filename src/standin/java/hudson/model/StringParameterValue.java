package hudson.model;

import hudson.EnvVars;
import hudson.Util;

/** A parameter that is a text. */
public class StringParameterValue extends ParameterValue {
    private static final long serialVersionUID = 1L;

    public String value;

    public StringParameterValue(String name, String value) {
        super(name);
        this.value = Util.fixNull(value);
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public void buildEnvironment(Run<?, ?> build, EnvVars env) {
        env.put(name, value);
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof StringParameterValue that && name.equals(that.name) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + value.hashCode();
    }

    @Override
    public String toString() {
        return "(StringParameterValue) " + name + "='" + value + "'";
    }
}
