package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code rehearsal.yaml} says: the project that the emulator plays. The maps keep the file's order; every
 * reference in them has been checked.
 *
 * @param file the file it was read from, absolute
 * @param project the id of the emulated project
 * @param prepare a shell command to run, in the file's directory, before each rehearsal
 * @param environments by name
 * @param addons by id
 * @param builds the build services by id
 * @param images what the registry holds, by any name
 * @param jobs by id
 * @param services the deployment services by id
 * @param notifications whom the platform tells what happens, by name
 * @param limits the request limit
 */
public record ProjectFile(
        Path file,
        String project,
        Optional<String> prepare,
        Map<String, EnvironmentSpec> environments,
        Map<String, AddonSpec> addons,
        Map<String, BuildSpec> builds,
        Map<String, ImageSpec> images,
        Map<String, JobSpec> jobs,
        Map<String, ServiceSpec> services,
        Map<String, NotificationSpec> notifications,
        LimitsSpec limits) {

    /**
     * Reads the file.
     *
     * @param home the rehearsal's home directory, which {@code ${home}} stands for
     * @throws ProjectFileException when the file is missing or wrong; its message starts with the place
     */
    public static ProjectFile read(Path file, Path home) {
        return new ProjectFileReader(
                        file.toAbsolutePath().normalize(), home.toAbsolutePath().normalize())
                .read();
    }

    /** The directory that relative paths and {@code prepare} are meant from. */
    public Path directory() {
        return file.getParent();
    }
}
