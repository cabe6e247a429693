package io.jenkins.plugins.releaseflow.rehearsal.emulator.build;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogClock;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The builds of one build service: their records, their logs and the directories they made. Thread-safe. */
final class BuildStore {
    private final Path directory;
    private final LogClock clock;
    private final Map<String, Build> builds = new ConcurrentHashMap<>();

    BuildStore(Path directory, LogClock clock) {
        this.directory = directory;
        this.clock = clock;
        try {
            Files.createDirectories(directory.resolve("records"));
            Files.createDirectories(directory.resolve("builds"));
            DurableFiles.delete(directory.resolve("unfinished"));
            try (Stream<Path> entries = Files.list(directory.resolve("records"))) {
                entries.filter(entry -> entry.toString().endsWith(".json"))
                        .flatMap(entry -> new StateFile<>(entry, Build.class).read().stream())
                        .forEach(build -> builds.put(build.id(), build));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + directory, failure);
        }
    }

    /** All builds, newest first. */
    List<Build> list() {
        return builds.values().stream()
                .sorted(Comparator.comparingInt(Build::number).reversed())
                .toList();
    }

    Optional<Build> find(String id) {
        return Optional.ofNullable(builds.get(id));
    }

    void write(Build build) {
        new StateFile<>(directory.resolve("records").resolve(build.id() + ".json"), Build.class).write(build);
        builds.put(build.id(), build);
    }

    LogFile log(String id) {
        return new LogFile(directory.resolve("logs").resolve(id + ".log"), clock);
    }

    /** Where a successful build lies. */
    Path artifact(String id) {
        return directory.resolve("builds").resolve(id);
    }

    /** Where a build works until it is complete. */
    Path workplace(String id) {
        return directory.resolve("unfinished").resolve(id);
    }

    /** Where the traces of a build's process are. */
    Path process(String id, String stage) {
        return directory.resolve("processes").resolve(id).resolve(stage);
    }
}
