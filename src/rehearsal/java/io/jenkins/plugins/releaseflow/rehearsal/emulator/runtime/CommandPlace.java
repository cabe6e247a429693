package io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds where it runs.
 *
 * @param directory where it runs; the emulator's own where empty
 * @param environment added to the emulator's own environment
 * @param programs programs that come first on its {@code PATH}
 */
public record CommandPlace(Optional<Path> directory, Map<String, String> environment, Optional<Path> programs) {
    public CommandPlace {
        environment = Map.copyOf(environment);
    }

    /** Beside a database. */
    public static CommandPlace ofPrograms(Optional<Path> programs) {
        return new CommandPlace(Optional.empty(), Map.of(), programs);
    }

    /** In a container of a service or a job. */
    public static CommandPlace of(Path directory, Map<String, String> environment) {
        return new CommandPlace(Optional.of(directory), environment, Optional.empty());
    }
}
