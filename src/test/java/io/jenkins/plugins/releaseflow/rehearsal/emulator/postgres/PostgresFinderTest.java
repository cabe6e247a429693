package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresFinderTest {
    @TempDir
    private Path scratch;

    @Test
    void theNewestVersionBelowAHomeIsUsedUnlessTheDatabaseNeedsAnother() throws IOException {
        Path home = scratch.resolve("postgresql");
        programs(home.resolve("9/bin"), "9.6.1");
        programs(home.resolve("15/bin"), "15.4");
        programs(home.resolve("17/bin"), "17.1");
        PostgresFinder finder = finder(Optional.empty(), List.of(), List.of(home));
        assertThat(finder.find(Optional.empty(), scratch.resolve("unpacked")).version())
                .isEqualTo("17.1");
        assertThat(finder.find(Optional.of("15"), scratch.resolve("unpacked")).version())
                .isEqualTo("15.4");
        assertThatThrownBy(() -> finder.find(Optional.of("9"), scratch.resolve("unpacked")))
                .as("too old to be used at all")
                .isInstanceOf(EmulatorException.class)
                .hasMessageContaining("was made by PostgreSQL 9, and there is only 17.1, 15.4 on this machine");
    }

    @Test
    void aLinkOnThePathLeadsToThePrograms() throws IOException {
        Path bin = programs(scratch.resolve("real/bin"), "16.2");
        Path path = Files.createDirectories(scratch.resolve("path"));
        Files.createSymbolicLink(path.resolve("initdb"), bin.resolve("initdb"));
        assertThat(finder(Optional.empty(), List.of(path), List.of())
                        .find(Optional.empty(), scratch.resolve("unpacked"))
                        .version())
                .isEqualTo("16.2");
    }

    @Test
    void aNamedDirectoryIsTheOnlyOne() throws IOException {
        Path bin = programs(scratch.resolve("real/bin"), "16.2");
        Path empty = Files.createDirectories(scratch.resolve("empty"));
        assertThatThrownBy(() -> finder(Optional.of(empty), List.of(bin), List.of())
                        .find(Optional.empty(), scratch.resolve("unpacked")))
                .isInstanceOf(EmulatorException.class)
                .hasMessageContaining("there is no PostgreSQL in " + empty)
                .hasMessageContaining("apt install postgresql");
    }

    private PostgresFinder finder(Optional<Path> named, List<Path> path, List<Path> homes) {
        return new PostgresFinder(named, path, homes, scratch.resolve("jars"));
    }

    private static Path programs(Path bin, String version) throws IOException {
        Files.createDirectories(bin);
        for (String name : List.of("initdb", "pg_ctl", "postgres")) {
            Path program =
                    Files.writeString(bin.resolve(name), "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + "'\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        return bin;
    }
}
