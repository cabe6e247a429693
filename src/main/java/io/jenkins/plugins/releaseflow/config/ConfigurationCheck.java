package io.jenkins.plugins.releaseflow.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules for lists of platforms and environments, wherever they come from: a form, code, or an API. */
final class ConfigurationCheck {
    private ConfigurationCheck() {}

    /**
     * Accepts platforms.
     *
     * @throws IllegalArgumentException that names the field, its value and the remedy
     */
    static List<PlatformConfiguration> platforms(List<PlatformConfiguration> platforms) {
        require(platforms, "platforms", PlatformConfiguration::getName, FieldChecks::platformName);
        platforms.forEach(platform -> platform.problem().ifPresent(problem -> {
            throw new IllegalArgumentException(Messages.ConfigurationCheck_Platform(platform.getName(), problem));
        }));
        return List.copyOf(platforms);
    }

    /** Accepts environments. Fails as {@link #platforms} does. */
    static List<EnvironmentConfiguration> environments(List<EnvironmentConfiguration> environments) {
        require(environments, "environments", EnvironmentConfiguration::getName, FieldChecks::environmentName);
        environments.forEach(environment -> FieldChecks.required("platform", environment.getPlatform())
                .ifPresent(problem -> {
                    throw new IllegalArgumentException(
                            Messages.ConfigurationCheck_Environment(environment.getName(), problem));
                }));
        return List.copyOf(environments);
    }

    /** Those that are of a type, in a list of its own. What was read of a file may lack the list, or have something else in it. */
    static <T> List<T> only(Class<T> type, List<?> read) {
        return Optional.<List<?>>ofNullable(read).orElseGet(List::of).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What is wrong with a platform on its own; empty where nothing is. */
    static Optional<String> problem(PlatformConfiguration platform) {
        return FieldChecks.platformName(platform.getName()).or(platform::problem);
    }

    private static <T> void require(
            List<T> things, String field, Function<T, String> name, Function<String, Optional<String>> rule) {
        Set<String> names = new HashSet<>();
        for (T thing : things) {
            rule.apply(name.apply(thing)).ifPresent(problem -> {
                throw new IllegalArgumentException(field + ": " + problem);
            });
            if (!names.add(name.apply(thing))) {
                throw new IllegalArgumentException(Messages.ConfigurationCheck_Twice(field, name.apply(thing)));
            }
        }
    }

    /** The message of the first refusal of ours among what a binding failed with; empty where another thing went wrong. */
    static Optional<String> refusal(Throwable failure) {
        Optional<String> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getCause() == null) {
                found = Optional.ofNullable(cause.getMessage());
            }
        }
        return found;
    }
}
