package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.LogPosition;

/**
 * How far a log has been read, shown and kept; stored beside the log.
 *
 * @param position how far it was read on the platform
 * @param keptBytes how long the kept file was then
 * @param lines how many lines were read
 * @param shownLines how many of them were printed on the console
 * @param shownChars how long these were
 */
record LogProgress(LogPosition position, long keptBytes, long lines, long shownLines, long shownChars) {
    static LogProgress start() {
        return new LogProgress(LogPosition.start(), 0, 0, 0, 0);
    }

    String text() {
        return position.token() + "\n" + keptBytes + " " + lines + " " + shownLines + " " + shownChars + "\n";
    }

    /**
     * Reads it again. The first release kept the position alone.
     *
     * @param fileBytes how long the kept file is
     * @throws IllegalArgumentException for what is no progress
     */
    static LogProgress parse(String text, long fileBytes) {
        String[] rows = text.split("\n", -1);
        LogPosition position = new LogPosition(rows[0]);
        if (rows.length == 1 && !rows[0].isEmpty()) {
            return new LogProgress(position, fileBytes, 0, 0, 0);
        }
        String[] counts = rows.length > 1 ? rows[1].split(" ") : new String[0];
        if (counts.length != 4) {
            throw new IllegalArgumentException("not the progress of a log");
        }
        return new LogProgress(
                position,
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                Long.parseLong(counts[2]),
                Long.parseLong(counts[3]));
    }
}
