package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Brings the log of an operation to the console and to a bounded file beside the record. Pulled by one caller at a time. */
final class NodeLog {
    /** Bytes of a node's log that are kept on disk. */
    static final long KEPT_BYTES = 10L * 1024 * 1024;

    private static final int TAIL_LINES = 20;
    private static final int LONGEST_LINE = 4096;

    private final Platform platform;
    private final OperationReference reference;
    private final Path file;
    private final Path positionFile;
    private final NodeConsole console;
    private final Deque<String> tail = new ArrayDeque<>();
    private LogPosition position = LogPosition.start();
    private long kept;
    private boolean cut;

    NodeLog(Platform platform, OperationReference reference, Path file, NodeConsole console) {
        this.platform = platform;
        this.reference = reference;
        this.file = file;
        this.positionFile = file.resolveSibling(file.getFileName() + ".position");
        this.console = console;
        goOnWhereItWasLeft();
    }

    /** After a restart the log is read on from where it was left, so that the console shows no line twice. */
    private void goOnWhereItWasLeft() {
        try {
            if (Files.exists(positionFile)) {
                position = new LogPosition(Files.readString(positionFile));
                kept = Files.exists(file) ? Files.size(file) : 0;
                cut = kept >= KEPT_BYTES;
                if (kept > 0) {
                    List<String> lines = Files.readAllLines(file);
                    tail.addAll(lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
                }
            }
        } catch (IOException unreadable) {
            position = LogPosition.start();
        }
    }

    /** Reads all lines that are there now. The stage tells whether there were any; a log that can't be read now is read later. */
    CompletionStage<Boolean> pull() {
        return platform.log(reference, position)
                .handle((chunk, failure) -> chunk)
                .thenCompose(chunk -> {
                    if (chunk == null) {
                        return CompletableFuture.completedFuture(false);
                    }
                    take(chunk);
                    return chunk.more()
                            ? pull().thenApply(any -> true)
                            : CompletableFuture.completedFuture(!chunk.lines().isEmpty());
                });
    }

    /** The last lines, oldest first. */
    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    private synchronized void take(LogChunk chunk) {
        if (chunk.lines().isEmpty()) {
            return;
        }
        position = chunk.next();
        for (String line : chunk.lines()) {
            String bounded = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " …" : line;
            console.println("  | " + bounded);
            tail.add(bounded);
            if (tail.size() > TAIL_LINES) {
                tail.remove();
            }
        }
        keep(chunk.lines());
        keepPosition();
    }

    private void keepPosition() {
        try {
            Files.writeString(positionFile, position.token());
        } catch (IOException full) {
            // Then some lines are shown again after a restart, which does no harm.
            cut = true;
        }
    }

    private void keep(List<String> lines) {
        if (cut || lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        if (kept + text.length() > KEPT_BYTES) {
            cut = true;
            text = new StringBuilder("[The rest of the log is not kept here.]\n");
        }
        kept += text.length();
        try {
            Files.write(
                    file,
                    text.toString().getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException full) {
            // The log is a help, the record is the truth: a full disk must not end a node because of its log.
            cut = true;
        }
    }
}
