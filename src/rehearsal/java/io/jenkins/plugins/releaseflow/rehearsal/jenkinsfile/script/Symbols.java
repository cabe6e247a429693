package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** The values that scripts write like calls and pass to steps, such as {@code job('migrate')}. */
public final class Symbols {

    /** Those that stand for something of Jenkins' own, which the host understands by their names. */
    private static final Set<String> BUILTIN = Set.of(
            "booleanParam", "choice", "logRotator", "parameters", "password", "pipelineTriggers", "string", "text");

    private Symbols() {}

    /** Whether there is such a symbol. */
    public static boolean exists(String name) {
        return BUILTIN.contains(name) || descriptor(name).isPresent();
    }

    /**
     * Reads a call as a value.
     *
     * @throws JenkinsfileException if it is called in a way that no symbol can be
     */
    static UninstantiatedDescribable read(String name, List<Object> arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (arguments.size() == 1 && arguments.get(0) instanceof Map<?, ?> map) {
            named.putAll(ScriptValues.plain(map));
        } else if (arguments.size() == 1) {
            named.put(soleParameter(name), ScriptValues.plain(arguments.get(0)));
        } else if (!arguments.isEmpty()) {
            throw JenkinsfileException.general(
                    "'" + name + "' is called with " + arguments.size() + " arguments without names.",
                    "Name the arguments.");
        }
        return new UninstantiatedDescribable(name, null, named);
    }

    private static String soleParameter(String name) {
        return descriptor(name)
                .map(descriptor -> DescribableModel.of(descriptor.clazz))
                .flatMap(model -> Optional.ofNullable(model.getSoleRequiredParameter()))
                .map(DescribableParameter::getName)
                .orElse(UninstantiatedDescribable.ANONYMOUS_KEY);
    }

    private static Optional<Descriptor<?>> descriptor(String name) {
        return Optional.ofNullable(SymbolLookup.get().findDescriptor(Describable.class, name));
    }
}
