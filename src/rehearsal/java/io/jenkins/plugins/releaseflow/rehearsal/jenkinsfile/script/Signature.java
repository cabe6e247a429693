package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
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
 * How a step or symbol can be called, and what is wrong with a call, judged by the names of its arguments alone. The same judgement
 * before a Jenkinsfile runs, of what is written out, and when the call is reached.
 *
 * @param kind {@code step} or {@code symbol}
 * @param name what scripts call it by
 * @param model its parameters
 */
record Signature(String kind, String name, DescribableModel<?> model) {

    /**
     * A wrong call.
     *
     * @param problem one sentence
     * @param remedy one sentence
     */
    record Fault(String problem, String remedy) {

        /** Refuses the call. */
        void refuse() {
            throw exception();
        }

        JenkinsfileException exception() {
            return JenkinsfileException.general(problem, remedy);
        }
    }

    /** How a step can be called. */
    static Signature of(StepDescriptor step) {
        return new Signature("step", step.getFunctionName(), StepCatalog.parameters(step));
    }

    /** What is wrong with the names of the arguments, if anything. */
    Optional<Fault> judgeNames(Set<String> given) {
        Collection<DescribableParameter> parameters = model.getParameters();
        Set<String> known = new TreeSet<>(names());
        Optional<String> unknown =
                given.stream().filter(argument -> !known.contains(argument)).findFirst();
        if (unknown.isPresent()) {
            String nearest = NearestName.find(unknown.get(), known)
                    .map(found -> "Did you mean '" + found + "'? ")
                    .orElse("");
            String remedy =
                    known.isEmpty() ? "It has none." : nearest + "Known parameters: " + String.join(", ", known) + ".";
            return fault("has no parameter '" + unknown.get() + "'.", remedy);
        }
        Optional<String> missing = parameters.stream()
                .filter(DescribableParameter::isRequired)
                .map(DescribableParameter::getName)
                .filter(parameter -> !given.contains(parameter))
                .findFirst();
        return missing.flatMap(parameter ->
                fault("lacks the parameter '" + parameter + "'.", "Write " + name + "(" + parameter + ": …)."));
    }

    /** What is wrong with that many arguments without a name, if anything. */
    Optional<Fault> judgePositional(int count, boolean alsoNamed) {
        if (count == 0 || count == 1 && !alsoNamed && soleParameter().isPresent()) {
            return Optional.empty();
        }
        return fault(
                "is called with " + (count == 1 ? "an argument without a name." : count + " arguments without names."),
                names().isEmpty()
                        ? "It has no parameters."
                        : "Name the arguments: " + name + "(" + String.join(": …, ", names()) + ": …).");
    }

    /** The parameter that a single argument without a name is for, if it can be called with one. */
    Optional<String> soleParameter() {
        if (model.getSoleRequiredParameter() != null) {
            return Optional.of(model.getSoleRequiredParameter().getName());
        }
        return names().size() == 1 ? Optional.of(names().get(0)) : Optional.empty();
    }

    /** The fault of a step that needs a block and has none. */
    Fault withoutBlock() {
        return new Fault("The " + kind + " '" + name + "' has no block.", "Write it as " + name + "(…) { … }.");
    }

    private Optional<Fault> fault(String problem, String remedy) {
        return Optional.of(new Fault("The " + kind + " '" + name + "' " + problem, remedy));
    }

    private List<String> names() {
        return model.getParameters().stream().map(DescribableParameter::getName).toList();
    }
}
