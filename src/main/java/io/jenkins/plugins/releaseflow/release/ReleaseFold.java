package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes a release of its events. A pure function; events that make no sense where they stand are passed over, so that a record can always be read. */
public final class ReleaseFold {
    private ReleaseFold() {}

    /** The release that the events tell of; empty where the first is not {@link ReleaseEvent.Opened}. */
    public static Optional<Release> of(List<? extends ReleaseEvent> events) {
        Optional<Release> release = Optional.empty();
        for (ReleaseEvent event : events) {
            release = release.isPresent() ? release.map(known -> next(known, event)) : first(event);
        }
        return release;
    }

    /** The release of which only the first event is known; empty for any other event. */
    public static Optional<Release> first(ReleaseEvent event) {
        if (!(event instanceof ReleaseEvent.Opened opened)) {
            return Optional.empty();
        }
        return Optional.of(new Release(
                opened.id(),
                opened.kind(),
                opened.name(),
                opened.description(),
                opened.origin(),
                ReleaseState.WAITING,
                "",
                Map.of(),
                Map.of(),
                opened.at(),
                Optional.empty(),
                Optional.empty()));
    }

    /** The release after one more event. */
    public static Release next(Release release, ReleaseEvent event) {
        if (event instanceof ReleaseEvent.LockTaken taken) {
            return release.isOpen()
                    ? copy(
                            release,
                            ReleaseState.RUNNING,
                            "",
                            release.pins(),
                            release.nodes(),
                            Optional.of(taken.at()),
                            Optional.empty())
                    : release;
        } else if (event instanceof ReleaseEvent.PinResolved resolved) {
            Map<String, BuildPin> pins = new LinkedHashMap<>(release.pins());
            pins.putIfAbsent(resolved.selector(), resolved.pin());
            return copy(
                    release,
                    release.state(),
                    release.message(),
                    pins,
                    release.nodes(),
                    release.lockedAt(),
                    release.endedAt());
        } else if (event instanceof ReleaseEvent.NodePlanned planned) {
            return release.nodes().containsKey(planned.node())
                    ? release
                    : withNodes(release, nodes -> put(nodes, Node.planned(planned)));
        } else if (event instanceof ReleaseEvent.NodeIntended intended) {
            return withNode(release, intended.node(), node -> intended(node, intended));
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return withNode(release, started.node(), node -> started(node, started));
        } else if (event instanceof ReleaseEvent.NodeNoted noted) {
            return withNode(release, noted.node(), node -> noted(node, noted));
        } else if (event instanceof ReleaseEvent.NodeEnded ended) {
            return withNode(release, ended.node(), node -> ended(node, ended));
        } else if (event instanceof ReleaseEvent.Ended ended
                && release.isOpen()
                && ended.outcome().isEnd()) {
            return copy(
                    release,
                    ended.outcome(),
                    ended.message(),
                    release.pins(),
                    release.nodes(),
                    release.lockedAt(),
                    Optional.of(ended.at()));
        }
        return release;
    }

    private static Node intended(Node node, ReleaseEvent.NodeIntended event) {
        return new Node(
                node.id(),
                node.kind(),
                node.label(),
                NodeState.RUNNING,
                event.attempt(),
                Optional.of(event.request()),
                Optional.of(event.baseline()),
                Optional.empty(),
                node.plannedAt(),
                node.runningAt().or(() -> Optional.of(event.at())),
                Optional.empty(),
                node.facts(),
                Optional.empty(),
                node.notes());
    }

    private static Node started(Node node, ReleaseEvent.OperationStarted event) {
        return new Node(
                node.id(),
                node.kind(),
                node.label(),
                NodeState.RUNNING,
                node.attempts(),
                node.request(),
                node.baseline(),
                Optional.of(event.reference()),
                node.plannedAt(),
                node.runningAt(),
                Optional.empty(),
                node.facts(),
                Optional.empty(),
                node.notes());
    }

    private static Node noted(Node node, ReleaseEvent.NodeNoted event) {
        List<String> notes = new ArrayList<>(node.notes());
        notes.add(event.note());
        return new Node(
                node.id(),
                node.kind(),
                node.label(),
                node.state(),
                node.attempts(),
                node.request(),
                node.baseline(),
                node.reference(),
                node.plannedAt(),
                node.runningAt(),
                node.endedAt(),
                node.facts(),
                node.failure(),
                notes);
    }

    private static Node ended(Node node, ReleaseEvent.NodeEnded event) {
        boolean settled = node.state().isEnd() && node.state() != NodeState.IN_DOUBT;
        if (settled || !event.state().isEnd()) {
            return node;
        }
        Map<String, String> facts = new HashMap<>(node.facts());
        facts.putAll(event.facts());
        return new Node(
                node.id(),
                node.kind(),
                node.label(),
                event.state(),
                node.attempts(),
                node.request(),
                node.baseline(),
                node.reference(),
                node.plannedAt(),
                node.runningAt(),
                Optional.of(event.at()),
                facts,
                event.failure(),
                node.notes());
    }

    private static Release withNode(Release release, String id, UnaryOperator<Node> change) {
        Node node = release.nodes().get(id);
        return node == null ? release : withNodes(release, nodes -> put(nodes, change.apply(node)));
    }

    private static Map<String, Node> put(Map<String, Node> nodes, Node node) {
        Map<String, Node> changed = new LinkedHashMap<>(nodes);
        changed.put(node.id(), node);
        return changed;
    }

    private static Release withNodes(Release release, UnaryOperator<Map<String, Node>> change) {
        return copy(
                release,
                release.state(),
                release.message(),
                release.pins(),
                change.apply(release.nodes()),
                release.lockedAt(),
                release.endedAt());
    }

    private static Release copy(
            Release release,
            ReleaseState state,
            String message,
            Map<String, BuildPin> pins,
            Map<String, Node> nodes,
            Optional<Instant> lockedAt,
            Optional<Instant> endedAt) {
        return new Release(
                release.id(),
                release.kind(),
                release.name(),
                release.description(),
                release.origin(),
                state,
                message,
                pins,
                nodes,
                release.openedAt(),
                lockedAt,
                endedAt);
    }
}
