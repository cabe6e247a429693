package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogClock;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The restores of one addon on disk: a record and a log for each. */
final class RestoreStore {
    private final Path directory;
    private final LogClock clock;

    RestoreStore(Path directory, LogClock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** All restores, newest first. */
    List<Restore> list() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.toString().endsWith(".json"))
                    .flatMap(entry -> new StateFile<>(entry, Restore.class).read().stream())
                    .sorted(Comparator.comparing(Restore::startedAt)
                            .thenComparing(Restore::id)
                            .reversed())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + directory, failure);
        }
    }

    Optional<Restore> find(String id) {
        return list().stream().filter(restore -> restore.id().equals(id)).findFirst();
    }

    void write(Restore restore) {
        new StateFile<>(directory.resolve(restore.id() + ".json"), Restore.class).write(restore);
    }

    LogFile log(String id) {
        return new LogFile(directory.resolve(id + ".log"), clock);
    }
}
