package io.jenkins.plugins.releaseflow.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;

/**
 * The file of an index: a line for each release that ended, with a check sum in front. Only what is certain is written, so a line that is missing, torn or
 * damaged, and one of another version, costs no more than reading that release. Not safe for use by several threads at once.
 *
 * <p>A line {@code CHECKSUM !NUMBER} says that the lines before it about that release count no more, and one {@code CHECKSUM ^NUMBER} what the highest number
 * was that a release had.
 */
final class IndexFile {
    /** The version of the form. A file of another one is made anew. */
    static final int VERSION = 2;

    private static final Logger LOGGER = Logger.getLogger(IndexFile.class.getName());
    private static final String HEADER = "release-flow index " + VERSION;
    private static final int CHECKSUM = 8;
    private static final int HEX = 16;
    private static final char FORGET = '!';
    private static final char HIGHEST = '^';

    private final Path file;
    private boolean usable = true;
    private int highest;

    IndexFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param summaries by number; what the file tells is put there
     * @return whether the file should be made anew: it is missing, of another version, damaged, or longer than it has to be
     */
    boolean read(String environment, Map<Integer, ReleaseSummary> summaries) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException first) {
            return true;
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Can't read " + file + "; it is made anew from the ledger");
            return true;
        }
        int start = header(bytes);
        if (start == 0 || bytes[bytes.length - 1] != '\n') {
            return true;
        }
        IndexLine form = new IndexLine(environment);
        int lines = 0;
        boolean whole = true;
        for (int end = start; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                whole &= read(bytes, start, end, form, summaries);
                start = end + 1;
                lines++;
            }
        }
        return !whole || lines > 2 * summaries.size() + 100;
    }

    /** Where the first line begins; 0 where the file is of another version. */
    private static int header(byte[] bytes) {
        byte[] header = (HEADER + "\n").getBytes(StandardCharsets.UTF_8);
        return bytes.length >= header.length && Arrays.equals(bytes, 0, header.length, header, 0, header.length)
                ? header.length
                : 0;
    }

    private boolean read(byte[] bytes, int start, int end, IndexLine form, Map<Integer, ReleaseSummary> summaries) {
        int content = start + CHECKSUM + 1;
        if (content >= end || !isChecked(bytes, start, content, end)) {
            return false;
        }
        if (bytes[content] == FORGET || bytes[content] == HIGHEST) {
            int number = Integer.parseInt(new String(bytes, content + 1, end - content - 1, StandardCharsets.UTF_8));
            highest = Math.max(highest, number);
            if (bytes[content] == FORGET) {
                summaries.remove(number);
            }
            return true;
        }
        try {
            ReleaseSummary summary = form.read(new IndexFields(bytes, content, end));
            summaries.put(summary.id().number(), summary);
            highest = Math.max(highest, summary.id().number());
            return true;
        } catch (RuntimeException foreign) {
            LOGGER.log(
                    Level.WARNING,
                    foreign,
                    () -> "A line of " + file + " can't be read; it is made anew from the ledger");
            return false;
        }
    }

    private static boolean isChecked(byte[] bytes, int start, int content, int end) {
        CRC32 sum = new CRC32();
        sum.update(bytes, content, end - content);
        long value = sum.getValue();
        for (int i = CHECKSUM - 1; i >= 0; i--) {
            if (Character.digit(bytes[start + i], HEX) != (value & (HEX - 1))) {
                return false;
            }
            value >>>= 4;
        }
        return bytes[content - 1] == ' ';
    }

    /** The highest number that the file ever told of: that release may be gone, and its number is not used again. */
    int highest() {
        return highest;
    }

    /**
     * Adds what is certain of a release.
     *
     * @return whether it stands there; where it does not, the file is gone and can be made anew
     */
    boolean add(ReleaseSummary summary) {
        highest = Math.max(highest, summary.id().number());
        return append(IndexLine.write(summary), StandardOpenOption.APPEND);
    }

    /** Has what the file tells of a release count no more, on the disk when this returns: its record is about to change after its end. */
    void forget(int number) {
        append(FORGET + Integer.toString(number), StandardOpenOption.APPEND, StandardOpenOption.SYNC);
    }

    private boolean append(String content, OpenOption... options) {
        if (!usable) {
            return false;
        }
        try {
            Files.writeString(file, line(content), options);
            return true;
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Can't write " + file + "; it is made anew from the ledger");
            drop();
            return false;
        }
    }

    /** Makes the file anew, at once or not at all. */
    void write(Collection<ReleaseSummary> summaries) {
        summaries.forEach(summary -> highest = Math.max(highest, summary.id().number()));
        Path anew = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (var writer = Files.newBufferedWriter(anew)) {
                writer.write(HEADER + "\n");
                writer.write(line(HIGHEST + Integer.toString(highest)));
                for (ReleaseSummary summary : summaries) {
                    if (summary.state().isEnd()) {
                        writer.write(line(IndexLine.write(summary)));
                    }
                }
            }
            Files.move(anew, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            usable = true;
        } catch (IOException failure) {
            LOGGER.log(
                    Level.WARNING,
                    failure,
                    () -> "Can't write " + anew + "; the index is made anew from the ledger at the next start");
            drop();
        }
    }

    /** An index that lacks something of which it should tell that it counts no more is worse than none. */
    private void drop() {
        usable = false;
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "Can't delete " + file + ", which may be wrong; delete it");
        }
    }

    private static String line(String content) {
        return checksum(content) + " " + content + "\n";
    }

    private static String checksum(String content) {
        CRC32 sum = new CRC32();
        sum.update(content.getBytes(StandardCharsets.UTF_8));
        String hex = Long.toHexString(sum.getValue());
        return "0".repeat(CHECKSUM - hex.length()) + hex;
    }
}
