package io.jenkins.plugins.releaseflow.steps;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks of parameters. Every refusal names the parameter, its value and what would be right. */
final class StepParameters {
    private StepParameters() {}

    /** The value without blanks around it. */
    static String required(String parameter, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(parameter + ": is empty; " + remedy(parameter));
        }
        return value.trim();
    }

    private static String remedy(String parameter) {
        return switch (parameter) {
            case "environment" -> "give the name of an environment that is configured";
            case "node" -> "give the node of a step with waitForCompletion: false";
            default -> "give the id that the platform shows";
        };
    }

    static Optional<String> optional(String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.trim());
    }

    /** The constant that a lower-case word names. */
    static <E extends Enum<E>> E choice(String parameter, Class<E> type, String value) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parameter + ": '" + value + "' is not known; use "
                        + Arrays.stream(type.getEnumConstants())
                                .map(StepParameters::word)
                                .collect(Collectors.joining(" or "))));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
