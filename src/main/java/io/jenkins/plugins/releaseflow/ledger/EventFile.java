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

/**
 * Events on disk, one a line: those of a release, or those of an environment. Append-only: an event is on the disk when {@link #append} returns. Not safe for
 * use by several threads at once.
 *
 * <p>The one thing that is passed over when read is a line without a line end: a crash tore it, so nobody acted on it. The next append marks it as torn and
 * ends it. Any other line that can't be read may have been acted on, and is told of.
 *
 * @param <E> the kind of events
 */
final class EventFile<E> {
    /**
     * How events stand in lines.
     *
     * @param <E> the kind of events
     */
    interface Form<E> {
        /** The event as a line, without its end. */
        String write(E event);

        /**
         * The event of a line.
         *
         * @param number of the line, from 1
         * @return empty where the line is not even JSON
         */
        Optional<? extends E> read(String line, int number);

        /** What is told of a line that is not even JSON. */
        E damaged(int number);
    }

    /** Stands at the end of a line that was torn, in place of what is missing. */
    private static final String TORN = "#torn";

    private final Path file;
    private final Form<E> form;

    EventFile(Path file, Form<E> form) {
        this.file = file;
        this.form = form;
    }

    void append(E event) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            String line = endOfLastLine(channel, end) + form.write(event) + "\n";
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
            String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                read(lines[i], i + 1, i < lines.length - 1).ifPresent(events::add);
            }
        }
        return events;
    }

    private Optional<? extends E> read(String line, int number, boolean whole) {
        Optional<? extends E> event = form.read(line, number);
        boolean passedOver = !whole || line.isBlank() || line.endsWith(TORN);
        return event.isPresent() || passedOver ? event : Optional.of(form.damaged(number));
    }

    /** What the last line lacks. Only the line end may be missing: then it is read as an event, and has to be one afterwards too. */
    private String endOfLastLine(FileChannel channel, long end) throws IOException {
        if (end == 0 || endsWithLineEnd(channel, end)) {
            return "";
        }
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        boolean isEvent = form.read(all.substring(all.lastIndexOf('\n') + 1), 0).isPresent();
        return isEvent ? "\n" : TORN + "\n";
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
