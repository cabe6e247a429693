package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.NearestName;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.Flow;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow.HostStepContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * What a name that a script calls stands for: a function of the host, a step, or a symbol. Anything else is an error that names the line.
 * Called on the flow's threads.
 */
public final class Dsl {

    private final Flow flow;
    private final StepCatalog catalog;
    private final JenkinsfileSource source;
    private final FailurePlaces places;
    private final Map<String, HostFunction> functions = new HashMap<>();

    /**
     * The language of one run.
     *
     * @param places is told where steps failed
     */
    public Dsl(Flow flow, StepCatalog catalog, JenkinsfileSource source, FailurePlaces places) {
        this.flow = flow;
        this.catalog = catalog;
        this.source = source;
        this.places = places;
    }

    /** Adds a function that is no step. Before the script runs. */
    public void define(String name, HostFunction function) {
        functions.put(name, function);
    }

    /** The flow that steps run in. */
    public Flow flow() {
        return flow;
    }

    /**
     * Calls whatever the name stands for.
     *
     * @param arguments as Groovy passes them
     * @return what it returns; may be null
     * @throws Exception what it fails with; {@link JenkinsfileException} if there is no such thing
     */
    Object invoke(String name, List<Object> arguments) throws Exception {
        try {
            if (functions.containsKey(name)) {
                flow.current().checkInterrupted();
                return functions.get(name).call(arguments);
            }
            Optional<StepDescriptor> step = catalog.find(name);
            if (step.isPresent()) {
                StepBinder.Arguments read = StepBinder.read(step.get(), arguments);
                return call(step.get(), read.named(), read.body());
            }
            if (Symbols.exists(name)) {
                return Symbols.read(name, arguments);
            }
            throw unknown(name);
        } catch (JenkinsfileException e) {
            throw placed(e);
        }
    }

    /**
     * Calls a step from the host's own code.
     *
     * @param arguments by parameter name
     * @param body the block to run
     */
    public Object step(String name, Map<String, Object> arguments, Callable<?> body) {
        return call(catalog.find(name).orElseThrow(), arguments, Optional.of(body));
    }

    /** Calls a step without a block from the host's own code. */
    public Object step(String name, Map<String, Object> arguments) {
        return call(catalog.find(name).orElseThrow(), arguments, Optional.empty());
    }

    /** The error with the line that the script is at, if it has none yet. */
    public JenkinsfileException placed(JenkinsfileException error) {
        return error.line() > 0 || error.getMessage().startsWith(source.name())
                ? error
                : source.error(ScriptPosition.current(), error.problem(), error.remedy());
    }

    private Object call(StepDescriptor descriptor, Map<String, Object> arguments, Optional<Callable<?>> body) {
        int line = ScriptPosition.current();
        try {
            return called(descriptor, arguments, body);
        } catch (Throwable failure) {
            places.add(failure, line, descriptor.getFunctionName());
            throw failure;
        }
    }

    private Object called(StepDescriptor descriptor, Map<String, Object> arguments, Optional<Callable<?>> body) {
        HostStepContext context = flow.context();
        Step step = StepBinder.bind(
                descriptor, arguments, context.frame().find(TaskListener.class).orElseThrow());
        return flow.call(descriptor, step, arguments, body);
    }

    private JenkinsfileException unknown(String name) {
        if (Set.of("library", "libraryResource").contains(name)) {
            return JenkinsfileException.general(
                    "'" + name + "' is not supported in rehearsal: shared libraries live on a Jenkins.",
                    "Rehearse a Jenkinsfile that calls the steps itself.");
        }
        Set<String> names = new TreeSet<>(catalog.names());
        names.addAll(functions.keySet());
        return JenkinsfileException.general(
                "There is no step or function '" + name + "'.", NearestName.remedy("Known steps", name, names));
    }
}
