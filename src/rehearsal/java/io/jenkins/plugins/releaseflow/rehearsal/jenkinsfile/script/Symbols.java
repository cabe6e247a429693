package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.script;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.model.TaskListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** The values that scripts write like calls and pass to steps, such as {@code job('migrate')}. */
public final class Symbols {

    /** Those that stand for something of Jenkins' own, which the host understands by their names. */
    private static final Set<String> BUILTIN = Set.of(
            "booleanParam", "choice", "logRotator", "parameters", "password", "pipelineTriggers", "string", "text");

    private Symbols() {}

    /** Whether there is such a symbol. */
    public static boolean exists(String name) {
        return BUILTIN.contains(name) || !descriptors(name).isEmpty();
    }

    /** How the symbol can be called, if that can be told: several plugins may give one symbol to values of different types. */
    static Optional<Signature> signature(String name) {
        List<Descriptor<?>> found = descriptors(name);
        return found.size() == 1 && !BUILTIN.contains(name)
                ? Optional.of(new Signature("symbol", name, DescribableModel.of(found.get(0).clazz)))
                : Optional.empty();
    }

    /**
     * Reads a call as a value.
     *
     * @throws JenkinsfileException if it can't be called like this
     */
    static UninstantiatedDescribable read(String name, List<Object> arguments) {
        Optional<Signature> signature = signature(name);
        Map<String, Object> named =
                signature.isPresent() ? StepBinder.named(signature.get(), arguments) : unjudged(arguments);
        return new UninstantiatedDescribable(name, null, named);
    }

    /**
     * Makes the object that a call stands for, to have it refuse what it does not take.
     *
     * @throws JenkinsfileException if it does
     */
    static void instantiate(String name, List<Object> arguments) {
        UninstantiatedDescribable call = read(name, arguments);
        Descriptor<?> descriptor = descriptors(name).get(0);
        try {
            DescribableModel.of(descriptor.clazz).instantiate(call.getArguments(), TaskListener.NULL);
        } catch (Exception refused) {
            Throwable cause = refused;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw JenkinsfileException.general(
                    "'" + name + "' can't be used like this: " + cause.getMessage(), "Correct it.");
        }
    }

    private static Map<String, Object> unjudged(List<Object> arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        if (arguments.size() == 1 && arguments.get(0) instanceof Map<?, ?> map) {
            named.putAll(ScriptValues.plain(map));
        } else if (arguments.size() == 1) {
            named.put(UninstantiatedDescribable.ANONYMOUS_KEY, ScriptValues.plain(arguments.get(0)));
        }
        return named;
    }

    private static List<Descriptor<?>> descriptors(String name) {
        List<Descriptor<?>> found = new ArrayList<>();
        for (Descriptor<?> descriptor : ExtensionList.lookup(Descriptor.class)) {
            Symbol symbol = descriptor.getClass().getAnnotation(Symbol.class);
            if (symbol != null && List.of(symbol.value()).contains(name)) {
                found.add(descriptor);
            }
        }
        return found;
    }
}
