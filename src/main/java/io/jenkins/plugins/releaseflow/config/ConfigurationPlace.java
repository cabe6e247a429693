package io.jenkins.plugins.releaseflow.config;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where platforms and environments are configured: Jenkins itself, or a folder.
 *
 * @param folder full name of the folder; empty for Jenkins itself
 */
record ConfigurationPlace(
        String folder, List<PlatformConfiguration> platforms, List<EnvironmentConfiguration> environments) {
    ConfigurationPlace {
        platforms = List.copyOf(platforms);
        environments = List.copyOf(environments);
    }

    /**
     * The place with what of its configuration can be used. One that came from a file, not from a form, was checked by nobody, and must not break the others.
     *
     * @param told hears of each entry that is left out, in a sentence that names the place, the field and the remedy
     */
    static ConfigurationPlace usable(
            String folder,
            List<PlatformConfiguration> platforms,
            List<EnvironmentConfiguration> environments,
            Consumer<String> told) {
        String place = new ConfigurationPlace(folder, List.of(), List.of()).text();
        return new ConfigurationPlace(
                folder,
                without(
                        platforms,
                        ConfigurationCheck::problem,
                        told,
                        (platform, problem) -> Messages.ConfigurationPlace_Unusable(
                                place, Messages.ConfigurationCheck_Platform(platform.getName(), problem))),
                without(
                        environments,
                        EnvironmentConfiguration::problem,
                        told,
                        (environment, problem) -> Messages.ConfigurationPlace_Unusable(
                                place, Messages.ConfigurationCheck_Environment(environment.getName(), problem))));
    }

    private static <T> List<T> without(
            List<T> things,
            Function<T, Optional<String>> problem,
            Consumer<String> told,
            BiFunction<T, String, String> text) {
        return things.stream()
                .filter(thing -> {
                    Optional<String> wrong = problem.apply(thing);
                    wrong.ifPresent(found -> told.accept(text.apply(thing, found)));
                    return wrong.isEmpty();
                })
                .toList();
    }

    /** Whether what is configured here counts in a folder or job. */
    boolean reaches(String fullName) {
        return folder.isEmpty() || (fullName + "/").startsWith(folder + "/");
    }

    Optional<EnvironmentConfiguration> environment(String name) {
        return environments.stream()
                .filter(environment -> environment.getName().equals(name))
                .findFirst();
    }

    Optional<PlatformConfiguration> platform(String name) {
        return platforms.stream()
                .filter(platform -> platform.getName().equals(name))
                .findFirst();
    }

    /** For people. */
    String text() {
        return folder.isEmpty() ? Messages.ConfigurationPlace_Jenkins() : Messages.ConfigurationPlace_Folder(folder);
    }
}
