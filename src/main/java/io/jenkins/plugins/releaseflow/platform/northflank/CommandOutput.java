package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.northflank.CommandConversation.Printed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a command has printed, kept in memory until it is read, since nobody else keeps it. A position is the number of lines before it. Bounded: of what is not read in time
 * the oldest lines go. Safe for use by many threads.
 */
final class CommandOutput implements Printed {
    /** How many characters of the standard output can be a result. */
    static final int MOST_RESULT = 16 * 1024;

    private static final int MOST_LINES = 10_000;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int CHUNK = 1000;

    private final Deque<String> lines = new ArrayDeque<>();
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final Optional<StringBuilder> result;
    private boolean resultCut;
    private long dropped;

    /** @param withResult whether the standard output is kept as a result too */
    CommandOutput(boolean withResult) {
        this.result = withResult ? Optional.of(new StringBuilder()) : Optional.empty();
    }

    @Override
    public synchronized void out(String piece) {
        result.ifPresent(kept -> {
            int room = MOST_RESULT - kept.length();
            resultCut |= piece.length() > room;
            kept.append(piece, 0, Math.min(piece.length(), room));
        });
        append(out, piece);
    }

    @Override
    public synchronized void err(String piece) {
        append(err, piece);
    }

    private void append(StringBuilder line, String piece) {
        for (int at = 0; at < piece.length(); at++) {
            char next = piece.charAt(at);
            if (next == '\n' || line.length() >= LONGEST_LINE) {
                flush(line);
            }
            if (next != '\n' && next != '\r') {
                line.append(next);
            }
        }
    }

    private void flush(StringBuilder line) {
        lines.add(line.toString());
        line.setLength(0);
        if (lines.size() > MOST_LINES) {
            lines.remove();
            dropped++;
        }
    }

    /** Nothing follows: what has no line end is a line too. */
    synchronized void end() {
        for (StringBuilder open : List.of(out, err)) {
            if (open.length() > 0) {
                flush(open);
            }
        }
    }

    /** The standard output without line ends at its end; empty where it is no result. */
    synchronized Optional<String> result() {
        return result.map(kept -> kept.toString().replaceFirst("\\R+$", ""));
    }

    /** Whether more was printed than can be a result. */
    synchronized boolean isResultCut() {
        return resultCut;
    }

    synchronized LogChunk read(LogPosition from) {
        return read(start(from), CHUNK);
    }

    /** The last lines after a position. */
    synchronized LogChunk readEnd(LogPosition from, int most) {
        return read(Math.max(start(from), dropped + lines.size() - most), most);
    }

    private static long start(LogPosition from) {
        return from.token().isEmpty() ? 0 : Long.parseLong(from.token());
    }

    private LogChunk read(long start, int most) {
        List<String> read = new ArrayList<>();
        if (start < dropped) {
            read.add("[" + (dropped - start) + " lines came too fast to be kept]");
        }
        long begin = Math.max(start, dropped);
        lines.stream().skip(begin - dropped).limit(most).forEach(read::add);
        long next = Math.min(begin + most, dropped + lines.size());
        return new LogChunk(read, new LogPosition(Long.toString(next)), next < dropped + lines.size());
    }
}
