package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.Target;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pin that a release put on a target, or may have put there.
 *
 * @param target job or service
 * @param pin what was put on it
 * @param outcome what is known of that
 * @param at when it was live; where it is not known to be live, when the platform was asked
 */
public record TargetChange(Target target, Pin pin, ChangeOutcome outcome, Instant at) {
    private static final int FIRST_SERVER_ERROR = 500;

    public TargetChange {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(pin, "pin");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
    }

    /** The changes of a release, in the order of its nodes. Deployments that the platform certainly did not take are none. */
    public static List<TargetChange> of(Release release) {
        return release.nodes().values().stream()
                .flatMap(node -> of(node, release).stream())
                .toList();
    }

    private static Optional<TargetChange> of(Node node, Release release) {
        return node.request()
                .filter(DeploymentRequest.class::isInstance)
                .map(DeploymentRequest.class::cast)
                .flatMap(request -> outcome(node)
                        .map(outcome -> new TargetChange(
                                request.target(), request.pin(), outcome, at(node, outcome, release))));
    }

    /** A doubt may be resolved long after its release ended, when later ones have put something else there: it counts from the end of its release then. */
    private static Instant at(Node node, ChangeOutcome outcome, Release release) {
        Instant asked = node.runningAt().orElse(node.plannedAt());
        Instant live = node.endedAt().orElse(asked);
        Instant latest = release.endedAt().filter(live::isAfter).orElse(live);
        return outcome == ChangeOutcome.LIVE ? latest : asked;
    }

    private static Optional<ChangeOutcome> outcome(Node node) {
        return switch (node.state()) {
            case COMPLETED -> Optional.of(ChangeOutcome.LIVE);
            case RUNNING -> Optional.of(ChangeOutcome.UNDER_WAY);
            case SKIPPED -> Optional.empty();
            case WAITING -> node.failedAttempts().isEmpty() ? Optional.empty() : Optional.of(ChangeOutcome.UNDER_WAY);
            case FAILED, ABORTED, TIMED_OUT, IN_DOUBT ->
                wasRefused(node) ? Optional.empty() : Optional.of(ChangeOutcome.UNCERTAIN);
        };
    }

    /** Whether the platform did not take the request: it answered that it refuses it, and no operation is known. */
    private static boolean wasRefused(Node node) {
        return node.state() == NodeState.FAILED
                && node.reference().isEmpty()
                && node.failure()
                        .flatMap(failure -> failure.answer())
                        .filter(answer -> answer.status() >= HttpURLConnection.HTTP_BAD_REQUEST
                                && answer.status() < FIRST_SERVER_ERROR)
                        .isPresent();
    }
}
