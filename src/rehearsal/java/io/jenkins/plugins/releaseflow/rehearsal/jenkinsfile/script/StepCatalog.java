package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin.BuiltinSteps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** The steps that a Jenkinsfile can call, by the name it calls them by. */
public final class StepCatalog {

    private final Map<String, StepDescriptor> steps;

    private StepCatalog(Map<String, StepDescriptor> steps) {
        this.steps = Map.copyOf(steps);
    }

    /** Rehearsal's own steps, and those that plugins add; rehearsal's own win where both have a name. */
    public static StepCatalog of(Iterable<StepDescriptor> pluginSteps) {
        Map<String, StepDescriptor> steps = new LinkedHashMap<>();
        pluginSteps.forEach(step -> steps.put(step.getFunctionName(), step));
        BuiltinSteps.all().forEach(step -> steps.put(step.getFunctionName(), step));
        return new StepCatalog(steps);
    }

    /** The step of that name. */
    public Optional<StepDescriptor> find(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** The names of all steps. */
    public Set<String> names() {
        return steps.keySet();
    }

    /** What parameters a step has. */
    public static DescribableModel<? extends Step> parameters(StepDescriptor step) {
        return DescribableModel.of(step.clazz.asSubclass(Step.class));
    }
}
