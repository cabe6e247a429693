package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads logs by range. A position is the time of the last line and how many lines of that very time were read, since several lines may share one, and more of
 * them may come later. Whether Northflank's {@code startTime} includes its own moment is not documented: so a moment earlier is asked for, and what was read
 * already is left out.
 */
final class NorthflankLog {
    private static final int LIMIT = 1000;
    private static final int LARGEST_LIMIT = 10_000;
    private static final int SMALLER = 10;
    private static final String EPOCH = "1970-01-01T00:00:00.000Z";

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;

    NorthflankLog(NorthflankTransport transport, NorthflankPaths paths) {
        this.transport = transport;
        this.paths = paths;
    }

    boolean has(OperationReference reference) {
        return path(reference).isPresent();
    }

    CompletionStage<LogChunk> read(OperationReference reference, LogPosition from) {
        return path(reference)
                .map(path -> read(path, from, Math.min(LARGEST_LIMIT, LIMIT + Position.of(from).seen), true))
                .orElseGet(() -> CompletableFuture.completedFuture(new LogChunk(List.of(), from, false)));
    }

    /** The last lines after a position, oldest first; what lies between is left out. */
    CompletionStage<LogChunk> readEnd(OperationReference reference, LogPosition from, int most) {
        return path(reference)
                .map(path -> entries(path, "backward", from, most)
                        .thenApply(newestFirst -> chunk(oldestFirst(newestFirst), from, most))
                        .thenApply(chunk -> new LogChunk(chunk.lines(), chunk.next(), false)))
                .orElseGet(() -> CompletableFuture.completedFuture(new LogChunk(List.of(), from, false)));
    }

    /** The last lines that a service printed since it was deployed to. Those of the version before, which still runs, are among them. */
    CompletionStage<List<String>> lastWords(OperationReference reference, int most) {
        if (reference.kind() != OperationKind.DEPLOYMENT
                || DeploymentReference.target(reference).type() != TargetType.SERVICE) {
            return CompletableFuture.completedFuture(List.of());
        }
        String path = paths.project("services", reference.resource(), "logs") + "?type=runtime";
        LogPosition since = since(DeploymentReference.marker(reference));
        return entries(path, "backward", since, most)
                .thenApply(newestFirst ->
                        chunk(oldestFirst(newestFirst), since, most).lines());
    }

    /** From a transition on; from the first line on where there was none. */
    private static LogPosition since(String transition) {
        try {
            return new Position(Instant.parse(transition), 1).asLogPosition();
        } catch (DateTimeException none) {
            return LogPosition.start();
        }
    }

    /** Northflank does not document which comes first when it reads backwards, so the times decide. */
    private static JsonNode oldestFirst(JsonNode entries) {
        List<JsonNode> sorted = new ArrayList<>();
        entries.forEach(sorted::add);
        if (sorted.size() > 1 && time(sorted.get(0)).isAfter(time(sorted.get(sorted.size() - 1)))) {
            Collections.reverse(sorted);
        }
        return NorthflankTransport.array(sorted);
    }

    private static Instant time(JsonNode entry) {
        return NorthflankStatuses.time(entry, "ts").orElse(Instant.EPOCH);
    }

    private Optional<String> path(OperationReference reference) {
        if (reference.kind() == OperationKind.JOB_RUN) {
            return Optional.of(paths.project("jobs", reference.resource(), "logs") + "?type=runtime&runId="
                    + NorthflankPaths.segment(reference.id()));
        } else if (reference.kind() == OperationKind.BUILD) {
            return Optional.of(paths.project("services", reference.resource(), "build-logs") + "?type=build&buildId="
                    + NorthflankPaths.segment(reference.id()));
        }
        if (reference.kind() == OperationKind.RESTORE) {
            return Optional.of(paths.project(
                            "addons",
                            reference.resource(),
                            "backups",
                            RestoreOperations.backup(reference),
                            "restores",
                            reference.id(),
                            "logs")
                    + "?type=restore");
        }
        return reference.kind() == OperationKind.BACKUP
                        && "dump".equals(reference.details().get("type"))
                ? Optional.of(paths.project("addons", reference.resource(), "backups", reference.id(), "logs")
                        + "?type=backup")
                : Optional.empty();
    }

    /** @param mayAskForMore whether an answer with more lines may be asked for; not where one was too long already */
    private CompletionStage<LogChunk> read(String path, LogPosition from, int limit, boolean mayAskForMore) {
        CompletionStage<LogChunk> read = entries(path, "forward", from, limit).thenCompose(entries -> {
            LogChunk chunk = chunk(entries, from, limit);
            boolean allOld = chunk.lines().isEmpty() && chunk.more();
            if (!allOld) {
                return CompletableFuture.completedFuture(chunk);
            }
            // Full of lines that were read already: only a larger answer can hold new ones.
            return mayAskForMore && limit < LARGEST_LIMIT
                    ? read(path, from, LARGEST_LIMIT, true)
                    : CompletableFuture.completedFuture(new LogChunk(List.of(), from, false));
        });
        return read.exceptionallyCompose(failure -> BoundedText.isTooLong(failure) && limit >= SMALLER
                ? read(path, from, limit / SMALLER, false)
                : CompletableFuture.failedFuture(NorthflankLists.cause(failure)));
    }

    private CompletionStage<JsonNode> entries(String path, String direction, LogPosition from, int limit) {
        String query = path + "&queryType=range&direction=" + direction + "&startTime=" + startTime(from)
                + "&lineLimit=" + limit;
        return transport.get(query).thenApply(answer -> {
            JsonNode entries = answer.path("data");
            if (!entries.isArray()) {
                throw transport.notUnderstood(path);
            }
            return entries;
        });
    }

    private static String startTime(LogPosition from) {
        Position position = Position.of(from);
        return position.seen == 0
                ? EPOCH
                : NorthflankPaths.segment(position.time.minusNanos(1).toString());
    }

    /**
     * The lines after a position. A pure function.
     *
     * @param entries lines with their times, oldest first, from the position's time on or a little earlier
     * @param limit how many were asked for at most
     */
    static LogChunk chunk(JsonNode entries, LogPosition from, int limit) {
        Position start = Position.of(from);
        List<String> lines = new ArrayList<>();
        Instant time = start.time;
        int seen = start.seen;
        int toSkip = start.seen;
        for (JsonNode entry : entries) {
            // A line without a readable time belongs to the one before it.
            Instant stamp = NorthflankStatuses.time(entry, "ts").orElse(time);
            if (stamp.isBefore(start.time)) {
                continue;
            }
            if (stamp.equals(start.time) && toSkip > 0) {
                toSkip--;
                continue;
            }
            seen = stamp.equals(time) ? seen + 1 : 1;
            time = stamp;
            lines.addAll(lines(entry.path("log")));
        }
        return new LogChunk(lines, new Position(time, seen).asLogPosition(), entries.size() >= limit);
    }

    /** One entry can hold several lines. */
    private static List<String> lines(JsonNode log) {
        String text = log.isTextual() ? log.textValue() : log.toString();
        return List.of(text.replaceAll("[\\r\\n]+$", "").split("\\R", -1));
    }

    private record Position(Instant time, int seen) {
        static Position of(LogPosition position) {
            String[] parts = position.token().split(" ", 2);
            try {
                return parts.length < 2
                        ? new Position(Instant.EPOCH, 0)
                        : new Position(Instant.parse(parts[0]), Integer.parseInt(parts[1]));
            } catch (DateTimeException | NumberFormatException foreign) {
                throw new IllegalArgumentException("not a position in a log of Northflank: " + position, foreign);
            }
        }

        LogPosition asLogPosition() {
            return seen == 0 ? LogPosition.start() : new LogPosition(time + " " + seen);
        }
    }
}
