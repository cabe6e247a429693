package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * A value that a Jenkinsfile asks for: a build parameter, or one of an {@code input} step.
 *
 * @param type {@code string}, {@code text}, {@code password}, {@code booleanParam} or {@code choice}
 * @param name the value's name
 * @param defaultValue what it is if nobody gives it, as text
 * @param choices the only values of a {@code choice}
 * @param description what it is for; may be empty
 */
public record ParameterSpec(String type, String name, String defaultValue, List<String> choices, String description) {

    /** The types that there are. */
    public static final Set<String> TYPES = Set.of("string", "text", "password", "booleanParam", "choice");

    /**
     * Reads a call such as {@code string(name: 'X', defaultValue: 'y')}.
     *
     * @param value the call as a describable, or a specification already
     * @throws IllegalArgumentException if it is none
     */
    public static ParameterSpec of(Object value) {
        if (value instanceof ParameterSpec spec) {
            return spec;
        }
        if (value instanceof UninstantiatedDescribable call && call.getSymbol() != null) {
            return of(call.getSymbol(), call.getArguments());
        }
        throw new IllegalArgumentException("'" + value + "' is no parameter; write it as string(name: '…').");
    }

    /**
     * Reads a type and its arguments.
     *
     * @throws IllegalArgumentException if they do not make a parameter, with a sentence that says why
     */
    public static ParameterSpec of(String type, Map<String, ?> arguments) {
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException("'" + type + "' is no type of parameter; give one of "
                    + String.join(", ", TYPES.stream().sorted().toList()) + ".");
        }
        String name = text(arguments, "name")
                .orElseThrow(() -> new IllegalArgumentException("A " + type + " parameter has no name."));
        List<String> choices = choices(arguments.get("choices"));
        if (type.equals("choice") && choices.isEmpty()) {
            throw new IllegalArgumentException(
                    "The parameter '" + name + "' has no choices; write choice(name: '" + name + "', choices: ['…']).");
        }
        String fallback = choices.isEmpty() ? type.equals("booleanParam") ? "false" : "" : choices.get(0);
        return new ParameterSpec(
                type,
                name,
                text(arguments, "defaultValue").orElse(fallback),
                choices,
                text(arguments, "description").orElse(""));
    }

    private static Optional<String> text(Map<String, ?> arguments, String name) {
        return Optional.ofNullable(arguments.get(name)).map(String::valueOf);
    }

    private static List<String> choices(Object choices) {
        List<String> values = new ArrayList<>();
        if (choices instanceof Collection<?> list) {
            list.forEach(choice -> values.add(String.valueOf(choice)));
        } else if (choices != null) {
            values.addAll(String.valueOf(choices).lines().toList());
        }
        return List.copyOf(values);
    }

    /**
     * The value that a text stands for.
     *
     * @param given what was given, or empty for the default
     * @return a text, or a {@link Boolean}
     * @throws IllegalArgumentException if it is not allowed, with a sentence that says what is
     */
    public Object value(Optional<String> given) {
        String value = given.orElse(defaultValue);
        if (type.equals("choice") && !choices.contains(value)) {
            throw new IllegalArgumentException("'" + value + "' is not allowed for the parameter '" + name
                    + "'; give one of " + String.join(", ", choices) + ".");
        }
        if (!type.equals("booleanParam")) {
            return value;
        }
        if (!Set.of("true", "false").contains(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not allowed for the parameter '" + name + "'; give true or false.");
        }
        return Boolean.valueOf(value);
    }

    /** A line that asks for the value. */
    public String question() {
        String hint = choices.isEmpty() ? "" : " (" + String.join(", ", choices) + ")";
        String purpose = description.isEmpty() ? "" : ", " + description;
        return name + purpose + hint + " [" + (type.equals("password") ? "" : defaultValue) + "]: ";
    }
}
