package io.jenkins.plugins.releaseflow.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The part of a log that is kept beside the record: its beginning, and its last lines. The log is a help, the record is the truth: a full disk ends the keeping,
 * never a node. Used by one thread at a time.
 */
final class KeptLog {
    /** How much of a log is kept, in bytes. */
    static final long MOST_BYTES = 10L * 1024 * 1024;

    /** Of these, what is left free for the last lines. */
    private static final long FOR_LAST_LINES = 512L * 1024;

    private static final int READ_BACK = 128 * 1024;
    private static final String CUT = "[The log goes on. Of what follows, only the last lines are kept here.]";

    private final Path file;
    private final Path positionFile;
    private long bytes;
    private boolean full;

    KeptLog(Path file) {
        this.file = file;
        this.positionFile = file.resolveSibling(file.getFileName() + ".position");
    }

    Path file() {
        return file;
    }

    /** Whether no more lines are kept, but for the last. */
    boolean isFull() {
        return full;
    }

    /**
     * Goes on where it was left. Lines that were kept after the progress was noted are taken out, since they will be read again.
     */
    LogProgress resume() {
        try {
            if (!Files.exists(positionFile)) {
                cutTo(0);
                return LogProgress.start();
            }
            long length = Files.exists(file) ? Files.size(file) : 0;
            LogProgress progress = LogProgress.parse(Files.readString(positionFile), length);
            cutTo(progress.keptBytes());
            full = lastLines(1).equals(List.of(CUT));
            return progress;
        } catch (IOException | IllegalArgumentException unreadable) {
            cutQuietly();
            return LogProgress.start();
        }
    }

    private void cutTo(long length) throws IOException {
        bytes = 0;
        if (Files.exists(file)) {
            try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
                if (log.length() > length) {
                    log.setLength(length);
                }
                bytes = log.length();
            }
        }
    }

    private void cutQuietly() {
        try {
            cutTo(0);
        } catch (IOException unwritable) {
            full = true;
        }
    }

    /** Keeps lines, while there is room. */
    void append(List<String> lines) {
        if (full) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (String line : lines) {
            byte[] encoded = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (bytes + text.size() + encoded.length > MOST_BYTES - FOR_LAST_LINES) {
                full = true;
                text.writeBytes((CUT + "\n").getBytes(StandardCharsets.UTF_8));
                break;
            }
            text.writeBytes(encoded);
        }
        write(text.toByteArray());
    }

    /** Keeps the last lines of a log that was too long to be kept whole. */
    void appendLast(List<String> lines) {
        if (!full) {
            full = true;
            write((CUT + "\n").getBytes(StandardCharsets.UTF_8));
        }
        write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] text) {
        if (bytes + text.length > MOST_BYTES) {
            return;
        }
        try {
            Files.write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            bytes += text.length;
        } catch (IOException fullDisk) {
            full = true;
        }
    }

    /** How many bytes are kept. */
    long bytes() {
        return bytes;
    }

    /** Notes how far the log was read. Written whole or not at all, and not forced to the disk: what is lost is read again. */
    void note(LogProgress progress) {
        try {
            Path fresh = positionFile.resolveSibling(positionFile.getFileName() + ".new");
            Files.writeString(fresh, progress.text());
            Files.move(fresh, positionFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fullDisk) {
            full = true;
        }
    }

    /** The last lines that are kept, oldest first, read without reading the whole file. */
    List<String> lastLines(int most) {
        if (bytes == 0) {
            return List.of();
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, bytes - READ_BACK);
            byte[] end = new byte[(int) (bytes - from)];
            log.seek(from);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            // The first may be the end of a longer line.
            List<String> whole = from == 0 || lines.size() <= 1 ? lines : lines.subList(1, lines.size());
            return whole.subList(Math.max(0, whole.size() - most), whole.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
