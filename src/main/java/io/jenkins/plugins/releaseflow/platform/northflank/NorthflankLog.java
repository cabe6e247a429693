package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads logs by range. A position is the time stamp of the last line and how many lines with that very stamp were read, since several lines may share one.
 */
final class NorthflankLog {
    private static final int LIMIT = 1000;
    private static final String EPOCH = "1970-01-01T00:00:00.000Z";

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;

    NorthflankLog(NorthflankTransport transport, NorthflankPaths paths) {
        this.transport = transport;
        this.paths = paths;
    }

    CompletionStage<LogChunk> read(OperationReference reference, LogPosition from) {
        String path;
        if (reference.kind() == OperationKind.JOB_RUN) {
            path = paths.project("jobs", reference.resource(), "logs") + "?type=runtime&runId="
                    + NorthflankPaths.segment(reference.id());
        } else if (reference.kind() == OperationKind.BACKUP
                && "dump".equals(reference.details().get("type"))) {
            path = paths.project("addons", reference.resource(), "backups", reference.id(), "logs") + "?type=backup";
        } else {
            return CompletableFuture.completedFuture(new LogChunk(List.of(), from, false));
        }
        Position position = Position.of(from);
        return transport
                .get(path + "&queryType=range&direction=forward&startTime=" + NorthflankPaths.segment(position.time)
                        + "&lineLimit=" + (LIMIT + position.seen))
                .thenApply(answer -> chunk(answer.path("data"), position, LIMIT + position.seen));
    }

    /** The lines after a position. A pure function. */
    static LogChunk chunk(JsonNode entries, LogPosition from, int limit) {
        return chunk(entries, Position.of(from), limit);
    }

    private static LogChunk chunk(JsonNode entries, Position from, int limit) {
        if (!entries.isArray()) {
            throw new PlatformException(PlatformException.Kind.BAD_ANSWER, "Northflank's log is not a list");
        }
        List<String> lines = new ArrayList<>();
        String time = from.time;
        int seen = from.seen;
        int toSkip = from.seen;
        for (JsonNode entry : entries) {
            String stamp = entry.path("ts").asText("");
            if (stamp.compareTo(from.time) < 0) {
                continue;
            }
            if (stamp.equals(from.time) && toSkip > 0) {
                toSkip--;
                continue;
            }
            seen = stamp.equals(time) ? seen + 1 : 1;
            time = stamp;
            lines.add(text(entry.path("log")));
        }
        return new LogChunk(lines, new Position(time, seen).asLogPosition(), entries.size() >= limit);
    }

    private static String text(JsonNode log) {
        String text = log.isTextual() ? log.textValue() : log.toString();
        return text.replaceAll("[\\r\\n]+$", "");
    }

    private record Position(String time, int seen) {
        static Position of(LogPosition position) {
            int cut = position.token().lastIndexOf(' ');
            return cut < 0
                    ? new Position(EPOCH, 0)
                    : new Position(
                            position.token().substring(0, cut),
                            Integer.parseInt(position.token().substring(cut + 1)));
        }

        LogPosition asLogPosition() {
            return seen == 0 ? LogPosition.start() : new LogPosition(time + " " + seen);
        }
    }
}
