package org.jenkinsci.plugins.workflow.steps;

import java.util.List;

/** A step was called where something it needs is not there. */
public class MissingContextVariableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Class<?> type;
    private final String functionName;

    public MissingContextVariableException(Class<?> type) {
        this(type, null);
    }

    /** @param d the step that was called, or null if that is not known */
    public MissingContextVariableException(Class<?> type, StepDescriptor d) {
        this.type = type;
        this.functionName = d == null ? null : d.getFunctionName();
    }

    /** What is missing. */
    public Class<?> getType() {
        return type;
    }

    @Override
    public String getMessage() {
        String step = functionName == null ? "" : " of the step " + functionName;
        String remedy = getProviders().stream()
                .map(StepDescriptor::getFunctionName)
                .reduce((one, other) -> one + ", " + other)
                .map(names -> "; surround it with one of: " + names)
                .orElse("");
        return "The required context " + type.getName() + step + " is missing" + remedy;
    }

    /** The steps that offer it to their block. */
    public List<StepDescriptor> getProviders() {
        return StepDescriptor.all().stream()
                .filter(descriptor -> descriptor.getProvidedContext().stream().anyMatch(type::isAssignableFrom))
                .toList();
    }
}
