package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation in a release, as its events tell.
 *
 * @param id unique in the release
 * @param kind what it does
 * @param label short text for people, for example {@code Back up orders}
 * @param stage stage of the Jenkinsfile that its step is in; empty where there is none, or it is not known
 * @param work what was ordered: nodes that do the same have the same; empty in records of earlier versions
 * @param terms what was agreed for the case that it does not go well
 * @param state where it stands
 * @param attempts how often the platform was asked or about to be asked
 * @param request what was last asked; kept while it waits to be asked again
 * @param baseline what existed before that
 * @param reference where the operation is found, once known
 * @param plannedAt when the step was reached
 * @param timedFrom when its time limit began to count: when it was planned, or when a doubt about it was resolved
 * @param runningAt when the platform was about to be asked
 * @param endedAt when the end was known
 * @param facts results by name
 * @param failure why it did not complete
 * @param failedAttempts why earlier attempts did not complete, oldest first; the last one is in {@code failure}
 * @param notes for people, oldest first
 */
public record Node(
        String id,
        NodeKind kind,
        String label,
        String stage,
        String work,
        NodeTerms terms,
        NodeState state,
        int attempts,
        Optional<OperationRequest> request,
        Optional<Baseline> baseline,
        Optional<OperationReference> reference,
        Instant plannedAt,
        Instant timedFrom,
        Optional<Instant> runningAt,
        Optional<Instant> endedAt,
        Map<String, String> facts,
        Optional<Failure> failure,
        List<Failure> failedAttempts,
        List<String> notes) {
    public Node {
        facts = Map.copyOf(facts);
        failedAttempts = List.copyOf(failedAttempts);
        notes = List.copyOf(notes);
    }

    /** What the node put on a target; empty where it is not a deployment, or did not complete. */
    public Optional<DeploymentRequest> deployment() {
        return state == NodeState.COMPLETED
                ? request.filter(DeploymentRequest.class::isInstance).map(DeploymentRequest.class::cast)
                : Optional.empty();
    }
}
