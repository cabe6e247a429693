package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes a release of its events. A pure function. Events that make no sense where they stand are passed over, so that a record can always be read; those that
 * can't be read are not, see {@link ReleaseEvent.Unreadable}.
 */
public final class ReleaseFold {
    private ReleaseFold() {}

    /** The release that the events tell of; empty where there are none. One whose first event can't be read is a release too, of which less is known. */
    public static Optional<Release> of(ReleaseId id, List<? extends ReleaseEvent> events) {
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Instant at = events.stream()
                .map(ReleaseEvent::at)
                .filter(known -> known.isAfter(Instant.EPOCH))
                .findFirst()
                .orElse(Instant.EPOCH);
        ReleaseEvent.Opened unread =
                new ReleaseEvent.Opened(at, id, ReleaseKind.UNKNOWN, "", "", new Origin("", "", "", "", ""));
        Release release = events.stream()
                .flatMap(event -> first(event).stream())
                .findFirst()
                .orElseGet(() -> first(unread).orElseThrow());
        for (ReleaseEvent event : events) {
            release = next(release, event);
        }
        return Optional.of(release);
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
                Map.of(),
                opened.at(),
                Optional.empty(),
                Optional.empty(),
                opened.allowOlder(),
                Optional.empty(),
                Optional.empty(),
                opened.rollback(),
                List.of()));
    }

    /** The release after one more event. */
    public static Release next(Release release, ReleaseEvent event) {
        return event instanceof ReleaseEvent.Unreadable line
                ? UnreadLines.after(release, line)
                : understood(UnreadLines.locked(release, event), event);
    }

    private static Release understood(Release release, ReleaseEvent event) {
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
        } else if (event instanceof ReleaseEvent.LockBroken broken) {
            return release.isOpen() && release.brokenBy().isEmpty()
                    ? release.with(Optional.of(broken.by()), release.supersededBy())
                    : release;
        } else if (event instanceof ReleaseEvent.Described described) {
            return release.described(described.description());
        } else if (event instanceof ReleaseEvent.RollbackDecided decided) {
            return release.calls().isEmpty() ? release.calling(decided.calls()) : release;
        } else if (event instanceof ReleaseEvent.PinResolved resolved) {
            Map<String, BuildPin> pins = new LinkedHashMap<>(release.pins());
            pins.putIfAbsent(resolved.selector(), resolved.pin());
            return BuildFold.without(
                    copy(
                            release,
                            release.state(),
                            release.message(),
                            pins,
                            release.nodes(),
                            release.lockedAt(),
                            release.endedAt()),
                    resolved.selector());
        } else if (event instanceof ReleaseEvent.BuildIntended intended) {
            return BuildFold.intended(release, intended);
        } else if (event instanceof ReleaseEvent.BuildAwaited awaited) {
            return BuildFold.awaited(release, awaited);
        } else if (event instanceof ReleaseEvent.BuildGivenUp givenUp) {
            return BuildFold.without(release, givenUp.selector());
        } else if (event instanceof ReleaseEvent.NodePlanned planned) {
            return release.nodes().containsKey(planned.node())
                    ? release
                    : withNodes(release, nodes -> put(nodes, UnreadLines.planned(release, NodeDraft.planned(planned))));
        } else if (event instanceof ReleaseEvent.NodeIntended intended) {
            return withNode(release, intended.node(), event.at(), node -> NodeDraft.of(node)
                    .intended(intended)
                    .node());
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return withNode(release, started.node(), event.at(), node -> started(node, started));
        } else if (event instanceof ReleaseEvent.NodeNoted noted) {
            return withNode(release, noted.node(), event.at(), node -> NodeDraft.of(node)
                    .noted(noted.note())
                    .node());
        } else if (event instanceof ReleaseEvent.AttemptFailed failed) {
            return withNode(release, failed.node(), event.at(), node -> attemptFailed(node, failed));
        } else if (event instanceof ReleaseEvent.DoubtResolved resolved) {
            return settled(withNode(release, resolved.node(), event.at(), node -> resolved(node, resolved)), resolved);
        } else if (event instanceof ReleaseEvent.NodeEnded ended) {
            return withNode(release, ended.node(), event.at(), node -> ended(node, ended));
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
                            Optional.of(ended.at()))
                    .with(release.brokenBy(), ended.supersededBy());
        }
        return release;
    }

    private static Node started(Node node, ReleaseEvent.OperationStarted event) {
        return isSettled(node)
                ? node
                : NodeDraft.of(node).started(event.reference()).node();
    }

    private static Node ended(Node node, ReleaseEvent.NodeEnded event) {
        return isSettled(node) || !event.state().isEnd()
                ? node
                : NodeDraft.of(node)
                        .ended(event.at(), event.state(), event.facts(), event.failure())
                        .node();
    }

    private static Node attemptFailed(Node node, ReleaseEvent.AttemptFailed event) {
        return node.state().isEnd()
                ? node
                : NodeDraft.of(node).attemptFailed(event.failure()).node();
    }

    private static Node resolved(Node node, ReleaseEvent.DoubtResolved event) {
        if (node.state() != NodeState.IN_DOUBT) {
            return node;
        }
        String doubt = node.failure().map(Failure::message).orElse("");
        String decided = event.decision().text();
        NodeDraft draft = NodeDraft.of(node);
        if (event.resolution() instanceof Resolution.MarkCompleted) {
            draft.noted("Was in doubt: " + doubt)
                    .noted("Marked as completed by " + decided)
                    .ended(event.at(), NodeState.COMPLETED, Map.of(), Optional.empty());
        } else if (event.resolution() instanceof Resolution.MarkFailed) {
            draft.noted("Was in doubt: " + doubt)
                    .ended(
                            event.at(),
                            NodeState.FAILED,
                            Map.of(),
                            Optional.of(Failure.of("Marked as failed by " + decided)));
        } else if (event.resolution() instanceof Resolution.RunAgain) {
            draft.noted("Was in doubt: " + doubt)
                    .noted("Run again by " + decided)
                    .timedFrom(event.at())
                    .waitingAgain();
        } else if (event.resolution() instanceof Resolution.Adopt adopt) {
            // Stays in doubt until the reference is on record: a crash in between must not lose the question.
            draft.noted(adopt.operation() + " adopted by " + decided).timedFrom(event.at());
        }
        return draft.node();
    }

    private static boolean isSettled(Node node) {
        return node.state().isEnd() && node.state() != NodeState.IN_DOUBT;
    }

    /** A release that ended in doubt stays unsuccessful when its last doubt is cleared: what came after the doubtful node did not run. */
    private static Release settled(Release release, ReleaseEvent.DoubtResolved event) {
        boolean cleared = release.state() == ReleaseState.IN_DOUBT
                && release.nodeList().stream().noneMatch(node -> node.state() == NodeState.IN_DOUBT);
        return cleared
                ? copy(
                        release,
                        ReleaseState.FAILED,
                        release.message() + ". Resolved by " + event.decision().text(),
                        release.pins(),
                        release.nodes(),
                        release.lockedAt(),
                        release.endedAt())
                : release;
    }

    /** A node of which the record does not tell that it was planned, since that can't be read, is one nevertheless: it may be at work on the platform. */
    static Release withNode(Release release, String id, Instant at, UnaryOperator<Node> change) {
        Node node = release.node(id).orElseGet(() -> NodeDraft.unplanned(id, NodeKind.UNKNOWN, "Node " + id, at));
        return withNodes(release, nodes -> put(nodes, change.apply(node)));
    }

    private static Map<String, Node> put(Map<String, Node> nodes, Node node) {
        Map<String, Node> changed = new LinkedHashMap<>(nodes);
        changed.put(node.id(), node);
        return changed;
    }

    static Release withNodes(Release release, UnaryOperator<Map<String, Node>> change) {
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
                release.builds(),
                nodes,
                release.openedAt(),
                lockedAt,
                endedAt,
                release.allowOlder(),
                release.brokenBy(),
                release.supersededBy(),
                release.rollback(),
                release.calls());
    }
}
