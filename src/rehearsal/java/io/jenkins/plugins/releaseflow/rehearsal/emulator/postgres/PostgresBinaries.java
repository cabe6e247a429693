package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One PostgreSQL on this machine.
 *
 * @param directory where {@code postgres}, {@code initdb} and {@code pg_ctl} are
 * @param version for example {@code 15.18}
 */
record PostgresBinaries(Path directory, String version) {
    /** The first number of the version: servers with the same one understand each other's files. */
    String major() {
        return version.replaceFirst("\\D.*", "");
    }

    /** One of the programs that every PostgreSQL has. */
    String program(String name) {
        return directory.resolve(name).toString();
    }

    /** One of the client's programs, which the smallest distributions leave out. */
    Optional<String> client(String name) {
        return Optional.of(directory.resolve(name)).filter(Files::isExecutable).map(Path::toString);
    }
}
