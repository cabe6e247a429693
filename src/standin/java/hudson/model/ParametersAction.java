package hudson.model;

import hudson.EnvVars;
import java.util.Iterator;
import java.util.List;
import jenkins.model.RunAction2;

/** Keeps on a build what parameters it was started with. */
public class ParametersAction implements RunAction2, Iterable<ParameterValue> {
    private final List<ParameterValue> parameters;

    public ParametersAction(List<ParameterValue> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    public ParametersAction(ParameterValue... parameters) {
        this(List.of(parameters));
    }

    public List<ParameterValue> getParameters() {
        return parameters;
    }

    /** The parameter of that name, or null. */
    public ParameterValue getParameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    public void buildEnvironment(Run<?, ?> run, EnvVars env) {
        parameters.forEach(parameter -> parameter.buildEnvironment(run, env));
    }

    @Override
    public Iterator<ParameterValue> iterator() {
        return parameters.iterator();
    }

    @Override
    public String getDisplayName() {
        return "Parameters";
    }

    @Override
    public String getIconFileName() {
        return "document-properties.gif";
    }

    @Override
    public String getUrlName() {
        return "parameters";
    }

    @Override
    public void onAttached(Run<?, ?> r) {}

    @Override
    public void onLoad(Run<?, ?> r) {}
}
