package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.ParameterSpec;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** {@code properties}: of the properties of a job a rehearsal knows its build parameters; the others concern a Jenkins only. */
public final class PropertiesFunction implements HostFunction {

    private final BuildParameters parameters;

    /** Defines the parameters of a run. */
    public PropertiesFunction(BuildParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Object call(List<Object> arguments) {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof List<?> properties)) {
            throw JenkinsfileException.general(
                    "'properties' is not called with a list.", "Write properties([parameters([…])]).");
        }
        for (Object property : properties) {
            if (property instanceof UninstantiatedDescribable call
                    && "parameters".equals(call.getSymbol())
                    && call.getArguments().get(UninstantiatedDescribable.ANONYMOUS_KEY) instanceof List<?> specs) {
                parameters.define(specs.stream().map(ParameterSpec::of).toList());
            }
        }
        return null;
    }
}
