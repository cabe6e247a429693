package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** What a host knows about a step before it is called. */
public abstract class StepDescriptor extends Descriptor<Step> {
    /** The types that must be there around a call, as asked of {@link StepContext#get}. */
    public abstract Set<? extends Class<?>> getRequiredContext();

    /** The types that the step offers to its body. */
    public Set<? extends Class<?>> getProvidedContext() {
        return Set.of();
    }

    /** The name that scripts call, a Java identifier. */
    public abstract String getFunctionName();

    /** Whether the step takes a block. */
    public boolean takesImplicitBlockArgument() {
        return false;
    }

    /** Whether the step is kept in the background of lists. */
    public boolean isAdvanced() {
        return false;
    }

    /** Whether the step only passes on to the describable that is its first argument. */
    public boolean isMetaStep() {
        return false;
    }

    /**
     * Refuses a call that lacks something around it.
     *
     * @throws MissingContextVariableException naming the first missing type
     */
    public final void checkContextAvailability(StepContext c)
            throws MissingContextVariableException, IOException, InterruptedException {
        for (Class<?> type : getRequiredContext()) {
            if (c.get(type) == null) {
                throw new MissingContextVariableException(type, this);
            }
        }
    }

    /** All steps that there are. */
    public static ExtensionList<StepDescriptor> all() {
        return ExtensionList.lookup(StepDescriptor.class);
    }

    /** The step that scripts call by that name, or null if there is none. */
    public static StepDescriptor byFunctionName(String name) {
        return all().stream()
                .filter(descriptor -> descriptor.getFunctionName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The arguments in one short line, or null if they do not lend themselves to it. */
    public String argumentsToString(Map<String, Object> namedArgs) {
        if (namedArgs.size() != 1) {
            return null;
        }
        Object only = namedArgs.values().iterator().next();
        boolean plain = only instanceof CharSequence
                || only instanceof Number
                || only instanceof Boolean
                || only instanceof Enum<?>;
        return plain ? only.toString() : null;
    }
}
