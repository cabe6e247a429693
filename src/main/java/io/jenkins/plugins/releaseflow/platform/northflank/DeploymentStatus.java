package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.Map;
import java.util.Optional;

/**
 * What a deployment came to. Northflank shows a service's last rollout, not ours: right after a deployment an old COMPLETED or FAILED may still show, so an end
 * counts only where the time of the last transition has changed. Pure functions.
 */
final class DeploymentStatus {
    private static final String COMMIT = "[0-9a-f]{40}";

    private DeploymentStatus() {}

    /**
     * What a deployment came to so far.
     *
     * @param service what Northflank shows of the service; anything for a job
     * @param pin what is deployed on the target
     */
    static OperationStatus of(OperationReference reference, JsonNode service, Optional<Pin> pin) {
        boolean job = DeploymentReference.target(reference).type() == TargetType.JOB;
        boolean unmoved = marker(service).equals(DeploymentReference.marker(reference));
        if (pin.isEmpty()) {
            return OperationStatus.of(OperationPhase.PENDING, "nothing deployed yet");
        }
        if (!DeploymentReference.isSame(pin.get(), reference)) {
            return DeploymentReference.wasBefore(pin.get(), reference) && (job || unmoved)
                    ? OperationStatus.of(OperationPhase.PENDING, "the earlier version still shows")
                    : status(OperationPhase.REPLACED, "replaced", pin.get().summary() + " is deployed now");
        }
        return job ? OperationStatus.of(OperationPhase.SUCCEEDED, "deployed") : rollout(reference, service, unmoved);
    }

    private static OperationStatus rollout(OperationReference reference, JsonNode service, boolean unmoved) {
        if (service.path("servicePaused").asBoolean()) {
            return status(OperationPhase.PENDING, "paused", "waits until the service is resumed");
        }
        JsonNode rollout = service.path("status").path("deployment");
        String word = rollout.path("status").asText("");
        OperationPhase phase = NorthflankStatuses.rollout(word);
        boolean done = phase == OperationPhase.SUCCEEDED;
        boolean settled = done || phase == OperationPhase.FAILED;
        if (word.isEmpty() || (settled && unmoved && !(done && DeploymentReference.changesNothing(reference)))) {
            return OperationStatus.of(OperationPhase.PENDING, "rollout has not begun");
        }
        if (done && isAnotherCommit(service.path("deployment").path("internal"))) {
            return OperationStatus.of(OperationPhase.PENDING, "the earlier version still runs");
        }
        return new OperationStatus(
                phase,
                word,
                phase == OperationPhase.FAILED ? "the new version did not become healthy" : "",
                Optional.empty(),
                settled ? NorthflankStatuses.time(rollout, "lastTransitionTime") : Optional.empty(),
                Map.of());
    }

    private static boolean isAnotherCommit(JsonNode internal) {
        String asked = internal.path("buildSHA").asText("");
        String deployed = internal.path("deployedSHA").asText("");
        return asked.matches(COMMIT) && !deployed.isEmpty() && !deployed.equals(asked);
    }

    private static OperationStatus status(OperationPhase phase, String word, String message) {
        return new OperationStatus(phase, word, message, Optional.empty(), Optional.empty(), Map.of());
    }

    /** The time of a service's last transition, as Northflank writes it; empty where there was none. */
    static String marker(JsonNode service) {
        return service.path("status")
                .path("deployment")
                .path("lastTransitionTime")
                .asText("");
    }
}
