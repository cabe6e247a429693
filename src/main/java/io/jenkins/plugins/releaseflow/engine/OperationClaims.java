package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps an operation that was looked for from being taken for one node's when it is another's. Runs of jobs and restores carry no key, and other nodes, also of
 * other environments, may start the same at the same time. Reads the disk. Safe for use by many threads.
 */
final class OperationClaims {
    private final Ledger ledger;

    OperationClaims(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * What is left of what was found.
     *
     * @param own the release and the node that looks, and what it asked for
     * @param since when it asked
     */
    FoundOperation checked(FoundOperation found, ReleaseId own, String node, OperationRequest asked, Instant since) {
        boolean keyless = asked.kind() == OperationKind.JOB_RUN || asked.kind() == OperationKind.RESTORE;
        if (!keyless || !(found instanceof FoundOperation.One one)) {
            return found;
        }
        List<Claim> others = others(own, node, asked, since);
        Optional<Claim> owner = others.stream()
                .filter(other -> other.operation()
                        .filter(id -> id.equals(one.reference().id()))
                        .isPresent())
                .findFirst();
        if (owner.isPresent()) {
            return new FoundOperation.None();
        }
        return others.stream()
                .filter(other -> other.operation().isEmpty())
                .findFirst()
                .<FoundOperation>map(other -> new FoundOperation.Unclear(
                        one.reference().id() + " is new, and may be that of " + other.text()
                                + ", which asked for the same",
                        List.of(one.reference())))
                .orElse(found);
    }

    /**
     * The other node that an operation is known to be of, for people; empty where no record names it.
     *
     * @param own the release of the node that it is to be of
     * @param asked what that node asked for
     */
    Optional<String> ownerOf(String operation, ReleaseId own, Node node, OperationRequest asked) {
        return others(own, node.id(), asked, asked(node)).stream()
                .filter(other -> other.operation().filter(operation::equals).isPresent())
                .map(Claim::text)
                .findFirst();
    }

    /** When the platform was asked for a node's work; when that was planned where it was not asked yet. */
    static Instant asked(Node node) {
        return node.runningAt().orElse(node.plannedAt());
    }

    private List<Claim> others(ReleaseId own, String node, OperationRequest asked, Instant since) {
        return ledger.environments().stream()
                .map(ledger::environment)
                .flatMap(environment -> recent(environment, since))
                .flatMap(release -> release.nodeList().stream()
                        .filter(other ->
                                !release.id().equals(own) || !other.id().equals(node))
                        .filter(other -> isLike(other, asked))
                        .map(other -> new Claim(release.id(), other)))
                .toList();
    }

    /** Releases that were open at that time or later. */
    private static Stream<Release> recent(EnvironmentLedger environment, Instant since) {
        return environment.list().stream()
                .filter(summary ->
                        summary.endedAt().filter(at -> at.isBefore(since)).isEmpty())
                .flatMap(summary -> environment.read(summary.id().number()).stream());
    }

    /** Whether the platform was asked for the same, and the answer may be just what was found. */
    private static boolean isLike(Node other, OperationRequest asked) {
        return other.request()
                .filter(request ->
                        request.kind() == asked.kind() && request.resource().equals(asked.resource()))
                .filter(request -> other.reference().isPresent() || isOpen(other))
                .isPresent();
    }

    private static boolean isOpen(Node node) {
        return switch (node.state()) {
            case RUNNING, IN_DOUBT -> true;
            default -> false;
        };
    }

    private record Claim(ReleaseId release, Node node) {
        Optional<String> operation() {
            return node.reference().map(OperationReference::id);
        }

        String text() {
            return node.label() + " (node " + node.id() + ") of release " + release;
        }
    }
}
