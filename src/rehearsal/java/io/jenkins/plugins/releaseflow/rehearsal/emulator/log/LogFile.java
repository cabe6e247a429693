package io.jenkins.plugins.releaseflow.rehearsal.emulator.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The log of one thing (a job run, a build, a backup, a service), in one append-only file. Thread-safe. */
public final class LogFile {
    private final Path file;
    private final LogClock clock;

    public LogFile(Path file, LogClock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Appends a text, one line of the log for each line of it. */
    public void append(String container, String text) {
        append(container, text.lines().toList());
    }

    /** Appends lines, all of them in one write. */
    public synchronized void append(String container, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder written = new StringBuilder();
        lines.forEach(line -> written.append(new LogLine(clock.next(), container, line).toText()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                String prefix = endsTorn(channel) ? "\n" : "";
                channel.position(channel.size());
                ByteBuffer bytes = ByteBuffer.wrap((prefix + written).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the log " + file, failure);
        }
    }

    private static boolean endsTorn(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) != '\n';
    }

    /** All lines, oldest first. */
    public synchronized List<LogLine> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<LogLine> lines = new ArrayList<>();
            // Split at newlines only: a program's line may contain a carriage return.
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
                LogLine.parse(line).ifPresent(lines::add);
            }
            return lines;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the log " + file, failure);
        }
    }
}
