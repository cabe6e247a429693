package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.declarative;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin.SecretTexts;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.HostStepContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads an {@code environment} block: each value may use the variables above it, and {@code credentials('id')}. */
final class EnvironmentBlock extends GroovyObjectSupport {

    private final HostStepContext context;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private EnvironmentBlock(HostStepContext context) {
        this.context = context;
    }

    /** The variables that the block sets, in order. */
    static Map<String, String> read(Script script, Closure<?> block, HostStepContext context) {
        EnvironmentBlock reader = new EnvironmentBlock(context);
        Recording.prepare(script, block, reader).call();
        return Collections.unmodifiableMap(reader.variables);
    }

    @Override
    public void setProperty(String name, Object value) {
        variables.put(name, String.valueOf(value));
    }

    @Override
    public Object getProperty(String name) {
        if (variables.containsKey(name)) {
            return variables.get(name);
        }
        throw new MissingPropertyException(name, EnvironmentBlock.class);
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        if (name.equals("credentials") && arguments instanceof Object[] array && array.length == 1) {
            return SecretTexts.revealUnchecked(context, String.valueOf(array[0]));
        }
        throw new MissingMethodException(name, EnvironmentBlock.class, new Object[] {arguments});
    }
}
