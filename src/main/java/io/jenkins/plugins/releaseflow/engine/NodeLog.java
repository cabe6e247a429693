package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Brings the log of an operation to the console and to a bounded file beside the record, without the values that may be secret. {@link LogReader} says when it is
 * read, one reading at a time; what was read can be asked for by many threads.
 *
 * <p>Lines go to the file, then to the console, then the position is noted. So a crash in between loses nothing: the lines of one reading are read again, the file is
 * cut back to what the position covers, and only the console may show them twice.
 */
final class NodeLog {
    private static final int TAIL_LINES = 20;
    private static final int LONGEST_LINE = 4096;

    private final Platform platform;
    private final OperationReference reference;
    private final LogMask mask;
    private final Clock clock;
    private final KeptLog kept;
    private final ConsoleLog shown;
    private final Deque<String> tail = new ArrayDeque<>();
    private LogPosition position;
    private long lines;
    private Optional<Instant> lastLineAt = Optional.empty();

    NodeLog(
            Platform platform,
            OperationReference reference,
            Path file,
            LogMask mask,
            Clock clock,
            NodeConsole console) {
        this.platform = platform;
        this.reference = reference;
        this.mask = mask;
        this.clock = clock;
        this.kept = new KeptLog(file);
        this.shown = new ConsoleLog(
                console,
                platform.link(reference)
                        .map(link -> "All of it: " + link)
                        .orElse("What is kept of it: " + file + "; all of it is on the platform"));
        LogProgress progress = kept.resume();
        position = progress.position();
        lines = progress.lines();
        List<String> last = kept.lastLines(ConsoleLog.LAST_LINES);
        shown.resume(progress, last.stream().map(NodeLog::bounded).toList());
        last.subList(Math.max(0, last.size() - TAIL_LINES), last.size()).forEach(line -> tail.add(bounded(line)));
    }

    /** Whether there is a log, and one that may be shown: after a restart the values that have to be hidden may not be known. */
    boolean isReadable() {
        return platform.hasLog(reference) && mask.isComplete();
    }

    /** Whether there is a log that may not be shown. */
    boolean isWithheld() {
        return platform.hasLog(reference) && !mask.isComplete();
    }

    /** A text without the values that may be secret. */
    String safe(String text) {
        return platform.withoutSecrets(mask.apply(text));
    }

    /** Reads lines on, with one request. The stage tells whether there are more already; it fails where the log can't be read now. */
    CompletionStage<Boolean> pull() {
        return platform.log(reference, position()).thenApply(chunk -> {
            take(chunk);
            return chunk.more();
        });
    }

    /** Whether so much was read that only the end is still wanted. */
    synchronized boolean hasEnough() {
        return kept.isFull() && shown.isFull();
    }

    /** Leaves out what lies between here and the last lines, with one request. */
    CompletionStage<Void> skipToEnd() {
        return platform.lastLines(reference, position(), ConsoleLog.LAST_LINES).thenAccept(this::takeLast);
    }

    /** Shows what was held back until the end. */
    synchronized void end() {
        shown.end();
    }

    /** The last lines, oldest first. */
    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    /** When lines last came; empty where none came since the log is followed. */
    synchronized Optional<Instant> lastLineAt() {
        return lastLineAt;
    }

    private synchronized LogPosition position() {
        return position;
    }

    private synchronized void take(LogChunk chunk) {
        if (chunk.lines().isEmpty()) {
            return;
        }
        List<String> safe = chunk.lines().stream().map(this::safe).toList();
        kept.append(safe);
        for (String line : safe) {
            shown.print(bounded(line));
            remember(line);
        }
        noteProgress(chunk);
    }

    private synchronized void takeLast(LogChunk chunk) {
        if (chunk.lines().isEmpty()) {
            return;
        }
        List<String> safe =
                chunk.lines().stream().map(this::safe).map(NodeLog::bounded).toList();
        kept.appendLast(safe);
        shown.skipTo(safe);
        safe.forEach(this::remember);
        noteProgress(chunk);
    }

    private void remember(String line) {
        tail.add(bounded(line));
        if (tail.size() > TAIL_LINES) {
            tail.remove();
        }
    }

    private void noteProgress(LogChunk chunk) {
        position = chunk.next();
        lines += chunk.lines().size();
        lastLineAt = Optional.of(clock.instant());
        kept.note(new LogProgress(position, kept.bytes(), lines, shown.shownLines(), shown.shownChars()));
    }

    static String bounded(String line) {
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " …" : line;
    }
}
