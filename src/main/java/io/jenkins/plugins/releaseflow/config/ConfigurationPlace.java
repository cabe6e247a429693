package io.jenkins.plugins.releaseflow.config;

import java.util.List;
import java.util.Optional;

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
