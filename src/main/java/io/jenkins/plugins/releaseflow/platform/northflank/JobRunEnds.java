package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/**
 * Why a run of a job ended badly. Northflank's run says FAILED and no more; its containers say whether they were killed, and the job how long a run may take. Both
 * are asked once a run has failed; where they do not answer, the plain word stands. What an aborted run says is not documented, so a success is not believed of a
 * run whose last container was killed.
 */
final class JobRunEnds {
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;

    JobRunEnds(NorthflankTransport transport, NorthflankPaths paths) {
        this.transport = transport;
        this.paths = paths;
    }

    /** The same statuses, those of failed and aborted runs with the reason. Never fails. */
    CompletionStage<Map<OperationReference, OperationStatus>> explained(
            Map<OperationReference, OperationStatus> statuses) {
        CompletionStage<Map<OperationReference, OperationStatus>> explained =
                CompletableFuture.completedFuture(new HashMap<>(statuses));
        for (Map.Entry<OperationReference, OperationStatus> entry : statuses.entrySet()) {
            OperationPhase phase = entry.getValue().phase();
            if (phase == OperationPhase.FAILED || phase == OperationPhase.SUCCEEDED) {
                CompletionStage<OperationStatus> better = phase == OperationPhase.FAILED
                        ? explained(entry.getKey(), entry.getValue())
                        : doubted(entry.getKey(), entry.getValue());
                explained = explained.thenCombine(better, (all, status) -> {
                    all.put(entry.getKey(), status);
                    return all;
                });
            }
        }
        return explained;
    }

    private CompletionStage<OperationStatus> doubted(OperationReference run, OperationStatus succeeded) {
        return transport
                .get(containers(run))
                .thenApply(answer -> doubted(succeeded, answer.path("data")))
                .exceptionally(unknown -> succeeded);
    }

    private String containers(OperationReference run) {
        return paths.project("jobs", run.resource(), "containers") + "?runId=" + NorthflankPaths.segment(run.id());
    }

    /** A pure function. */
    static OperationStatus doubted(OperationStatus succeeded, JsonNode containers) {
        boolean finished = StreamSupport.stream(containers.path("containers").spliterator(), false)
                .anyMatch(container -> container.path("status").asText("").equals("TASK_FINISHED"));
        return !finished
                        && lastContainer(containers)
                                .filter("TASK_KILLED"::equals)
                                .isPresent()
                ? with(
                        succeeded,
                        OperationPhase.STOPPED,
                        OperationStatus.ABORTED,
                        "Northflank calls the run a success, but its container was killed: somebody aborted it")
                : succeeded;
    }

    private CompletionStage<OperationStatus> explained(OperationReference run, OperationStatus failed) {
        String job = run.resource();
        return transport
                .get(paths.project("jobs", job))
                .thenCombine(
                        transport.get(containers(run)),
                        (about, containers) -> of(failed, about.path("data"), containers.path("data")))
                .exceptionally(unknown -> failed);
    }

    /** A pure function. */
    static OperationStatus of(OperationStatus failed, JsonNode job, JsonNode containers) {
        int limit = job.path("settings").path("activeDeadlineSeconds").asInt(0);
        if (limit > 0 && took(failed).filter(time -> time.toSeconds() >= limit).isPresent()) {
            return with(
                    failed,
                    OperationPhase.FAILED,
                    OperationStatus.TIME_LIMIT,
                    "it took longer than the " + limit + " s that the job's own time limit gives a run");
        }
        Optional<String> last = lastContainer(containers);
        if (last.filter("TASK_KILLED"::equals).isPresent()) {
            return with(
                    failed,
                    OperationPhase.STOPPED,
                    OperationStatus.ABORTED,
                    "its container was killed: somebody aborted the run, or the platform needed its place");
        }
        return last.filter("TASK_FAILED"::equals).isPresent()
                ? with(failed, OperationPhase.FAILED, OperationStatus.FAILED, "its command ended with an error")
                : failed;
    }

    private static Optional<Duration> took(OperationStatus run) {
        return run.startedAt().flatMap(began -> run.endedAt().map(end -> Duration.between(began, end)));
    }

    /** The state of the newest container: each try of a run has one. */
    private static Optional<String> lastContainer(JsonNode data) {
        JsonNode newest = null;
        for (JsonNode container : data.path("containers")) {
            if (newest == null
                    || container.path("createdAt").asLong()
                            >= newest.path("createdAt").asLong()) {
                newest = container;
            }
        }
        return Optional.ofNullable(newest)
                .map(container -> container.path("status").asText(""));
    }

    private static OperationStatus with(OperationStatus run, OperationPhase phase, String reason, String message) {
        Map<String, String> facts = new HashMap<>(run.facts());
        facts.put(OperationStatus.EXIT_REASON, reason);
        return new OperationStatus(phase, run.platformState(), message, run.startedAt(), run.endedAt(), facts);
    }
}
