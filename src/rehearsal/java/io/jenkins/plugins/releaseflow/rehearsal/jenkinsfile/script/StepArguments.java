package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * What is wrong with the arguments that a step is called with, judged by their names alone. The same judgement before a Jenkinsfile runs,
 * of arguments that are written out, and when the step is called.
 */
final class StepArguments {

    /**
     * A wrong call.
     *
     * @param problem one sentence
     * @param remedy one sentence
     */
    record Fault(String problem, String remedy) {}

    private StepArguments() {}

    /** What is wrong with the names of the arguments, if anything. */
    static Optional<Fault> judgeNames(StepDescriptor step, Set<String> given) {
        DescribableModel<?> model = StepCatalog.parameters(step);
        String name = step.getFunctionName();
        Collection<DescribableParameter> parameters = model.getParameters();
        Set<String> known = new TreeSet<>();
        parameters.forEach(parameter -> known.add(parameter.getName()));
        Optional<String> unknown =
                given.stream().filter(argument -> !known.contains(argument)).findFirst();
        if (unknown.isPresent()) {
            String remedy = known.isEmpty()
                    ? "It has no parameters."
                    : NearestName.find(unknown.get(), known)
                                    .map(nearest -> "Did you mean '" + nearest + "'? ")
                                    .orElse("")
                            + "Known parameters: " + String.join(", ", known) + ".";
            return Optional.of(new Fault("The step '" + name + "' has no parameter '" + unknown.get() + "'.", remedy));
        }
        List<String> missing = parameters.stream()
                .filter(DescribableParameter::isRequired)
                .map(DescribableParameter::getName)
                .filter(parameter -> !given.contains(parameter))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault(
                        "The step '" + name + "' lacks the parameter '" + missing.get(0) + "'.",
                        "Call it as " + name + "(" + missing.get(0) + ": …)."));
    }

    /** The parameter that a single argument without a name is for, if the step can be called with one. */
    static Optional<String> soleParameter(StepDescriptor step) {
        DescribableModel<?> model = StepCatalog.parameters(step);
        if (model.getSoleRequiredParameter() != null) {
            return Optional.of(model.getSoleRequiredParameter().getName());
        }
        List<DescribableParameter> all = List.copyOf(model.getParameters());
        return all.size() == 1 ? Optional.of(all.get(0).getName()) : Optional.empty();
    }

    /** What is wrong with calling the step with that many arguments without a name, if anything. */
    static Optional<Fault> judgePositional(StepDescriptor step, int count, boolean alsoNamed) {
        if (count == 0) {
            return Optional.empty();
        }
        String name = step.getFunctionName();
        if (count == 1 && !alsoNamed && soleParameter(step).isPresent()) {
            return Optional.empty();
        }
        List<String> parameters = StepCatalog.parameters(step).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        return Optional.of(new Fault(
                "The step '" + name + "' is called with "
                        + (count == 1 ? "an argument without a name." : count + " arguments without names."),
                parameters.isEmpty()
                        ? "It has no parameters."
                        : "Name the arguments: " + name + "(" + String.join(": …, ", parameters) + ": …)."));
    }
}
