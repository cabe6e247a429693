package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What Northflank's words mean. Pure functions; only named successes are success. */
final class NorthflankStatuses {
    private NorthflankStatuses() {}

    static OperationStatus vanished() {
        return OperationStatus.of(OperationPhase.VANISHED, "not found");
    }

    /** Of a restore, which has the states of a backup. */
    static OperationStatus restore(JsonNode restore) {
        return ofBackup(restore, "restoreTimestamp");
    }

    static OperationStatus backup(JsonNode backup) {
        return ofBackup(backup, "createdAt");
    }

    private static OperationStatus ofBackup(JsonNode backup, String started) {
        String word = backup.path("status").asText("");
        OperationPhase phase =
                switch (word) {
                    case "scheduled" -> OperationPhase.PENDING;
                    case "in-progress", "aborting" -> OperationPhase.RUNNING;
                    case "completed" -> OperationPhase.SUCCEEDED;
                    case "failed", "not-supported" -> OperationPhase.FAILED;
                    case "aborted" -> OperationPhase.STOPPED;
                    default -> OperationPhase.UNKNOWN;
                };
        String size = backup.path("config").path("size").asText("");
        return new OperationStatus(
                phase,
                word,
                phase == OperationPhase.PENDING ? "waits until the addon runs" : "",
                time(backup, started),
                time(backup, "completedAt"),
                size.isEmpty() ? Map.of() : Map.of(OperationStatus.SIZE, size));
    }

    /**
     * Judged by {@code concluded} and {@code status}; the flags {@code succeeded} and {@code failed} contradict them in Northflank's own examples. A concluded run
     * does not change any more, so one that does not say SUCCESS has failed, whatever else it says: what an aborted run shows is not documented.
     */
    static OperationStatus jobRun(JsonNode run) {
        String word = run.path("status").asText("");
        boolean concluded = run.path("concluded").asBoolean();
        OperationPhase phase;
        if (concluded) {
            phase = word.equals("SUCCESS") ? OperationPhase.SUCCEEDED : OperationPhase.FAILED;
        } else {
            phase = word.equals("RUNNING") ? OperationPhase.RUNNING : OperationPhase.UNKNOWN;
        }
        String name = run.path("runName").asText("");
        return new OperationStatus(
                phase,
                word,
                phase == OperationPhase.FAILED ? end(word) : "",
                time(run, "startedAt"),
                concluded ? time(run, "concludedAt") : Optional.empty(),
                name.isEmpty() ? Map.of() : Map.of("runName", name));
    }

    /** Judged by {@code status}. What has concluded without a word that is known to be a success is none. */
    static OperationStatus build(JsonNode build) {
        String word = build.path("status").asText("");
        OperationPhase phase =
                switch (word) {
                    case "QUEUED", "PENDING", "UNSCHEDULABLE" -> OperationPhase.PENDING;
                    case "STARTING", "CLONING", "BUILDING", "UPLOADING", "IN_PROGRESS" -> OperationPhase.RUNNING;
                    case "SUCCESS" -> OperationPhase.SUCCEEDED;
                    case "FAILURE", "SUBMISSION_FAILURE", "CRASHED" -> OperationPhase.FAILED;
                    case "ABORTED" -> OperationPhase.STOPPED;
                    default -> build.path("concluded").asBoolean() ? OperationPhase.FAILED : OperationPhase.UNKNOWN;
                };
        return new OperationStatus(
                phase,
                word,
                phase == OperationPhase.FAILED ? build.path("message").asText("") : "",
                time(build, "createdAt"),
                time(build, "buildConcludedAt"),
                Map.of());
    }

    private static String end(String word) {
        return word.equals("FAILED")
                ? "Northflank does not tell a run that failed from one that was aborted or ran out of time"
                : "the run has concluded without the status SUCCESS; it may have been aborted";
    }

    /** The phase of a rollout whose pin is known to be the one asked for. */
    static OperationPhase rollout(String word) {
        return switch (word) {
            case "PENDING" -> OperationPhase.PENDING;
            case "IN_PROGRESS" -> OperationPhase.RUNNING;
            case "COMPLETED" -> OperationPhase.SUCCEEDED;
            case "FAILED" -> OperationPhase.FAILED;
            default -> OperationPhase.UNKNOWN;
        };
    }

    static Optional<Instant> time(JsonNode json, String field) {
        JsonNode value = json.path(field);
        try {
            if (value.isNumber()) {
                return Optional.of(Instant.ofEpochSecond(value.asLong()));
            }
            return Optional.ofNullable(value.textValue())
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
