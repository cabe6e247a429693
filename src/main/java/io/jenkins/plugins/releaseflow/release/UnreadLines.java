package io.jenkins.plugins.releaseflow.release;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a release becomes by lines of its record that can't be read: nothing that they may tell of is taken as not having happened, so a node that they may
 * concern is in doubt until somebody decides about it. Pure functions.
 */
final class UnreadLines {
    private static final String NODE_PREFIX = "line-";

    private UnreadLines() {}

    static Release after(Release release, ReleaseEvent.Unreadable line) {
        if (line.type().equals("node-noted") || isAboutBuilds(line)) {
            return release;
        } else if (line.type().equals("ended")) {
            return ended(release, line);
        } else if (line.node().isPresent()) {
            return ReleaseFold.withNode(release, line.node().get(), line.at(), node -> doubted(node, doubt(line)));
        }
        return release.isOpen() ? ReleaseFold.withNodes(release, nodes -> allDoubted(nodes, line)) : release;
    }

    /** At worst a commit is built once more, which changes nothing that runs. */
    private static boolean isAboutBuilds(ReleaseEvent.Unreadable line) {
        return line.type().startsWith("build-");
    }

    /** A node that was just planned. It may have run before, where a line that can't be read may tell of that. */
    static Node planned(Release release, Node node) {
        return standing(release.nodes())
                .flatMap(Node::failure)
                .map(why -> doubted(node, why.message()))
                .orElse(node);
    }

    /** Nodes run in releases that hold the lock, so a release with a node has it, whether the line that told so can be read or not. */
    static Release locked(Release release, ReleaseEvent event) {
        boolean runs = event instanceof ReleaseEvent.NodePlanned
                || event instanceof ReleaseEvent.NodeIntended
                || event instanceof ReleaseEvent.OperationStarted;
        return runs
                        && release.isOpen()
                        && release.lockedAt().isEmpty()
                        && standing(release.nodes()).isPresent()
                ? ReleaseFold.next(release, new ReleaseEvent.LockTaken(event.at()))
                : release;
    }

    private static Release ended(Release release, ReleaseEvent.Unreadable line) {
        return ReleaseFold.next(
                release,
                new ReleaseEvent.Ended(
                        line.at(), ReleaseState.IN_DOUBT, "It ended, but how can't be read: " + cause(line)));
    }

    private static Map<String, Node> allDoubted(Map<String, Node> nodes, ReleaseEvent.Unreadable line) {
        Map<String, Node> changed = new LinkedHashMap<>();
        // One that runs is looked for or watched anyway, and what it comes to is found out on the platform.
        nodes.forEach(
                (id, node) -> changed.put(id, node.state() == NodeState.WAITING ? doubted(node, doubt(line)) : node));
        if (standing(nodes).isEmpty()) {
            Node stand = NodeDraft.unplanned(
                    NODE_PREFIX + line.line(), NodeKind.UNKNOWN, "Line " + line.line() + " of the record", line.at());
            changed.put(stand.id(), doubted(stand, doubt(line)));
        }
        return changed;
    }

    /** What stands for a line of which not even the node is known, until somebody decided about it. */
    private static Optional<Node> standing(Map<String, Node> nodes) {
        return nodes.values().stream()
                .filter(node -> node.id().startsWith(NODE_PREFIX) && node.state() == NodeState.IN_DOUBT)
                .findFirst();
    }

    private static Node doubted(Node node, String why) {
        boolean settled = node.state().isEnd() && node.state() != NodeState.IN_DOUBT;
        return settled ? node : NodeDraft.of(node).doubted(why).node();
    }

    private static String doubt(ReleaseEvent.Unreadable line) {
        return capital(cause(line))
                + ". It may tell of something that was asked of the platform, so what became of that is not"
                + " known: look there before anything is run again";
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String cause(ReleaseEvent.Unreadable line) {
        return "line " + line.line() + " of the record" + (line.type().isEmpty() ? "" : " (" + line.type() + ")")
                + " can't be read: " + line.why();
    }
}
