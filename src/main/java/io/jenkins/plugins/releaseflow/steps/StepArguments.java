package io.jenkins.plugins.releaseflow.steps;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** The arguments of a step in one short line, for the views of a Pipeline. */
final class StepArguments {
    private StepArguments() {}

    /**
     * The values of some arguments, in this order, with blanks between them.
     *
     * @return null, as Jenkins wants it, where none of them is there
     */
    static String text(Map<String, Object> arguments, String... names) {
        String text = Arrays.stream(names)
                .map(arguments::get)
                .map(StepArguments::value)
                .filter(value -> !value.isBlank())
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? null : text;
    }

    private static String value(Object argument) {
        if (argument instanceof CharSequence || argument instanceof Number) {
            return argument.toString();
        }
        if (argument instanceof UninstantiatedDescribable describable) {
            String id = id(describable.getArguments());
            return describable.getSymbol() == null || id.isEmpty() ? id : describable.getSymbol() + " " + id;
        }
        return argument instanceof Map<?, ?> map ? id(map) : "";
    }

    /** A script gives the id by its name, or alone. */
    private static String id(Map<?, ?> arguments) {
        return Stream.of("id", UninstantiatedDescribable.ANONYMOUS_KEY)
                .map(arguments::get)
                .filter(CharSequence.class::isInstance)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }
}
