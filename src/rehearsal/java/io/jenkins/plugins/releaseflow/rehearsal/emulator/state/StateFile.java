package io.jenkins.plugins.releaseflow.rehearsal.emulator.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One value kept in one JSON file. A write is on disk when it returns, and a crash during it leaves the former value.
 *
 * @param <T> the value, a type that {@link Json} reads and writes
 */
public final class StateFile<T> {
    private final Path file;
    private final Class<T> type;

    public StateFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /** What was written last, or empty when nothing was. */
    public synchronized Optional<T> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(file.toFile(), type));
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
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    private static String firstLine(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
