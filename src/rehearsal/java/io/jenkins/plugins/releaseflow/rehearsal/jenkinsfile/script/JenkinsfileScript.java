package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Sneaky;
import java.util.Map;
import java.util.Optional;

/** What every Jenkinsfile is a subclass of: resolves the names that the script does not define itself. */
public abstract class JenkinsfileScript extends Script {

    private ScriptGlobals globals;

    /** Connects the script with its run; before it runs. */
    public final void connect(ScriptGlobals host) {
        this.globals = host;
    }

    @Override
    public Object getProperty(String name) {
        if (getBinding().hasVariable(name)) {
            return getBinding().getVariable(name);
        }
        Optional<Object> global = globals.find(name);
        if (global.isPresent()) {
            return global.get();
        }
        try {
            return super.getProperty(name);
        } catch (MissingPropertyException e) {
            return globals.variable(name).orElseThrow(() -> e);
        }
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        if (getBinding().hasVariable(name)) {
            return super.invokeMethod(name, arguments);
        }
        try {
            return globals.dsl().invoke(name, ScriptValues.arguments(arguments));
        } catch (Exception e) {
            throw Sneaky.rethrow(e);
        }
    }

    /** The step, and not Groovy's method of that name, which counts milliseconds. */
    public Object sleep(long time) {
        return invokeMethod("sleep", new Object[] {Map.of("time", time)});
    }

    @Override
    public void println() {
        echo("");
    }

    @Override
    public void print(Object value) {
        echo(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        echo(String.valueOf(value));
    }

    @Override
    public void printf(String format, Object value) {
        echo(String.format(format, value));
    }

    @Override
    public void printf(String format, Object[] values) {
        echo(String.format(format, values));
    }

    private void echo(String text) {
        globals.print(text);
    }
}
