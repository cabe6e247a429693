package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the file that a process writes to and moves each complete line into a log. After a restart of the emulator it
 * goes on after the lines that the log already has. Not thread-safe.
 */
final class OutputTail {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int CHUNK = 256 * 1024;

    private final Path output;
    private final LogFile log;
    private final String container;
    private long offset;
    private long linesToSkip;

    OutputTail(Path output, LogFile log, String container) {
        this.output = output;
        this.log = log;
        this.container = container;
        this.linesToSkip = log.read().stream()
                .filter(line -> line.container().equals(container))
                .count();
    }

    /**
     * Moves what has been written since the last call.
     *
     * @param ended whether the process has ended, so that a last line without an end counts too
     */
    void drain(boolean ended) {
        if (!Files.exists(output)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
            byte[] chunk = new byte[CHUNK];
            int length;
            do {
                file.seek(offset);
                length = file.read(chunk);
            } while (length > 0 && take(chunk, length, ended && length < CHUNK) && length == CHUNK);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + output, failure);
        }
    }

    /** Takes the complete lines of the chunk; false when there was none. */
    private boolean take(byte[] chunk, int length, boolean last) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int position = 0; position < length; position++) {
            if (chunk[position] == '\n') {
                lines.add(text(chunk, start, position));
                start = position + 1;
            } else if (position - start + 1 >= LONGEST_LINE) {
                lines.add(text(chunk, start, position + 1));
                start = position + 1;
            }
        }
        if (last && start < length) {
            lines.add(text(chunk, start, length));
            start = length;
        }
        offset += start;
        int skipped = (int) Math.min(linesToSkip, lines.size());
        linesToSkip -= skipped;
        log.append(container, lines.subList(skipped, lines.size()));
        return start > 0;
    }

    private static String text(byte[] chunk, int start, int end) {
        int trimmed = end > start && chunk[end - 1] == '\r' ? end - 1 : end;
        return new String(Arrays.copyOfRange(chunk, start, trimmed), StandardCharsets.UTF_8);
    }
}
