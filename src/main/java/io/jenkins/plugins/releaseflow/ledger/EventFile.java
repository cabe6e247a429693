package io.jenkins.plugins.releaseflow.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Events on disk, one a line: those of a release, or of an environment. Append-only: an event is on the disk when {@link #append} returns. A line torn by a crash is closed by the
 * next append and passed over when read. Not safe for use by several threads at once.
 *
 * @param <E> the kind of events
 */
final class EventFile<E> {
    private final Path file;
    private final Function<E, String> toLine;
    private final Function<String, Optional<? extends E>> ofLine;

    /**
     * @param toLine writes an event as a line, without its end
     * @param ofLine reads a line; empty where it is torn or damaged
     */
    EventFile(Path file, Function<E, String> toLine, Function<String, Optional<? extends E>> ofLine) {
        this.file = file;
        this.toLine = toLine;
        this.ofLine = ofLine;
    }

    void append(E event) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            String line = toLine.apply(event) + "\n";
            if (end > 0 && !endsWithLineEnd(channel, end)) {
                line = "\n" + line;
            }
            try {
                write(channel, end, line);
                channel.force(true);
            } catch (IOException failure) {
                cutBack(channel, end);
                throw failure;
            }
        }
    }

    List<E> read() throws IOException {
        List<E> events = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                ofLine.apply(line).ifPresent(events::add);
            }
        }
        return events;
    }

    private static boolean endsWithLineEnd(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0) == '\n';
    }

    private static void write(FileChannel channel, long position, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** On a full disk half a line may stand; without this the event could be read as written although its writer was told that it is not. */
    private static void cutBack(FileChannel channel, long end) {
        try {
            channel.truncate(end);
            channel.force(true);
        } catch (IOException ignored) {
            // The torn line is passed over when read; the first failure is what matters.
        }
    }
}
