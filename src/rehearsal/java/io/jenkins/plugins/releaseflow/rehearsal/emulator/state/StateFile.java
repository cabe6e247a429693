package io.jenkins.plugins.releaseflow.rehearsal.emulator.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One immutable value kept in one JSON file, which nobody else writes. A write is on disk when it returns, and a crash
 * during it leaves the former value. Thread-safe.
 *
 * @param <T> the value, a type that {@link Json} reads and writes
 */
public final class StateFile<T> {
    private final Path file;
    private final Class<T> type;
    private Optional<T> known = Optional.empty();

    public StateFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /** What was written last, or empty when nothing was. */
    public synchronized Optional<T> read() {
        if (known.isPresent() || !Files.exists(file)) {
            return known;
        }
        try {
            known = Optional.of(Json.MAPPER.readValue(file.toFile(), type));
            return known;
        } catch (IOException failure) {
            throw new EmulatorException(
                    "the emulator's state file " + file + " cannot be read (" + firstLine(failure)
                            + "); restore it or delete it to start without it",
                    failure);
        }
    }

    /** Replaces the value. */
    public synchronized void write(T value) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), value);
            DurableFiles.publish(temporary, file);
            known = Optional.of(value);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private static String firstLine(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
