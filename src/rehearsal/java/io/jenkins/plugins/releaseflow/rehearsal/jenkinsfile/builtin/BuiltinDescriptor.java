package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** What the host knows about one of its own steps. */
abstract class BuiltinDescriptor extends StepDescriptor {

    private final String function;
    private final boolean block;

    /** A step with that name, which takes a block or not. */
    BuiltinDescriptor(String function, boolean block) {
        this.function = function;
        this.block = block;
    }

    @Override
    public final String getFunctionName() {
        return function;
    }

    @Override
    public final boolean takesImplicitBlockArgument() {
        return block;
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of();
    }
}
