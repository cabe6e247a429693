package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a release comes to, given what its script came to and how its nodes ended. A pure function.
 *
 * @param outcome what is recorded
 * @param message why
 */
record ReleaseEnding(ReleaseState outcome, String message) {
    static ReleaseEnding of(Release release, ReleaseState script, String message) {
        List<Node> doubtful = inState(release, NodeState.IN_DOUBT);
        if (!doubtful.isEmpty()) {
            return new ReleaseEnding(ReleaseState.IN_DOUBT, join(message, "In doubt: " + labels(doubtful)));
        }
        List<Node> open = release.nodeList().stream()
                .filter(node -> !node.state().isEnd())
                .toList();
        if (!open.isEmpty()) {
            return new ReleaseEnding(ReleaseState.IN_DOUBT, join(message, "Not known to have ended: " + labels(open)));
        }
        List<Node> failed = release.nodeList().stream()
                .filter(node -> node.state() != NodeState.COMPLETED && node.state() != NodeState.SKIPPED)
                .toList();
        if (script == ReleaseState.RELEASED && !failed.isEmpty()) {
            return repeated(release, failed)
                    ? new ReleaseEnding(
                            ReleaseState.RELEASED, join(message, "Succeeded when tried again: " + labels(failed)))
                    : new ReleaseEnding(ReleaseState.FAILED, join(message, "Did not complete: " + labels(failed)));
        }
        if (message.isEmpty() && !failed.isEmpty()) {
            return new ReleaseEnding(script, "Did not complete: " + labels(failed));
        }
        return script == ReleaseState.RELEASED || release.calls().isEmpty()
                ? new ReleaseEnding(script, message)
                : new ReleaseEnding(script, join(message, calls(release)));
    }

    /** How far a rollback came, which is what matters where it only did not come to its end, as when its build is lost. */
    private static String calls(Release release) {
        long done = release.calls().stream()
                .filter(call -> Optional.ofNullable(release.nodes().get(call.node()))
                        .filter(node -> node.state() == NodeState.COMPLETED)
                        .isPresent())
                .count();
        return done == release.calls().size()
                ? "All that it had to do was done"
                : done + " of the " + release.calls().size() + " things that it had to do were done";
    }

    /** Whether each of the nodes has a later one that did the very same and completed: another command of the same job is no second try. */
    private static boolean repeated(Release release, List<Node> failed) {
        return failed.stream().allMatch(node -> release.nodeList().stream()
                .anyMatch(other -> other.state() == NodeState.COMPLETED
                        && isSame(node, other)
                        && other.plannedAt().isAfter(node.plannedAt())));
    }

    private static boolean isSame(Node node, Node other) {
        return node.label().equals(other.label()) && node.work().equals(other.work());
    }

    private static List<Node> inState(Release release, NodeState state) {
        return release.nodeList().stream().filter(node -> node.state() == state).toList();
    }

    private static String labels(List<Node> nodes) {
        return nodes.stream().map(Node::label).distinct().collect(Collectors.joining(", "));
    }

    private static String join(String message, String addition) {
        return message.isEmpty() ? addition : message + ". " + addition;
    }
}
