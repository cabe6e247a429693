package io.jenkins.plugins.releaseflow.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node while an event is being applied to it. Mutable, and used by one thread only. */
final class NodeDraft {
    private final String id;
    private final NodeKind kind;
    private final String label;
    private final String stage;
    private final String work;
    private final NodeTerms terms;
    private final Instant plannedAt;
    private final Map<String, String> facts = new HashMap<>();
    private final List<Failure> failedAttempts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private NodeState state = NodeState.WAITING;
    private int attempts;
    private Optional<OperationRequest> request = Optional.empty();
    private Optional<Baseline> baseline = Optional.empty();
    private Optional<OperationReference> reference = Optional.empty();
    private Instant timedFrom;
    private Optional<Instant> runningAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Failure> failure = Optional.empty();

    private NodeDraft(
            String id, NodeKind kind, String label, String stage, String work, NodeTerms terms, Instant plannedAt) {
        this.id = id;
        this.kind = kind;
        this.label = label;
        this.stage = stage;
        this.work = work;
        this.terms = terms;
        this.plannedAt = plannedAt;
        this.timedFrom = plannedAt;
    }

    static Node planned(ReleaseEvent.NodePlanned event) {
        return new NodeDraft(
                        event.node(),
                        event.kind(),
                        event.label(),
                        event.stage(),
                        event.work(),
                        event.terms(),
                        event.at())
                .node();
    }

    /** A node of which the record lacks where it was planned. */
    static Node unplanned(String id, NodeKind kind, String label, Instant at) {
        return new NodeDraft(id, kind, label, "", "", NodeTerms.UNRECORDED, at).node();
    }

    static NodeDraft of(Node node) {
        NodeDraft draft = new NodeDraft(
                node.id(), node.kind(), node.label(), node.stage(), node.work(), node.terms(), node.plannedAt());
        draft.facts.putAll(node.facts());
        draft.failedAttempts.addAll(node.failedAttempts());
        draft.notes.addAll(node.notes());
        draft.state = node.state();
        draft.attempts = node.attempts();
        draft.request = node.request();
        draft.baseline = node.baseline();
        draft.reference = node.reference();
        draft.timedFrom = node.timedFrom();
        draft.runningAt = node.runningAt();
        draft.endedAt = node.endedAt();
        draft.failure = node.failure();
        return draft;
    }

    NodeDraft intended(ReleaseEvent.NodeIntended event) {
        state = NodeState.RUNNING;
        attempts = event.attempt();
        request = Optional.of(event.request());
        baseline = Optional.of(event.baseline());
        reference = Optional.empty();
        runningAt = runningAt.or(() -> Optional.of(event.at()));
        endedAt = Optional.empty();
        failure = Optional.empty();
        return this;
    }

    NodeDraft started(OperationReference started) {
        state = NodeState.RUNNING;
        reference = Optional.of(started);
        endedAt = Optional.empty();
        failure = Optional.empty();
        return this;
    }

    NodeDraft noted(String note) {
        notes.add(note);
        return this;
    }

    NodeDraft timedFrom(Instant at) {
        timedFrom = at;
        return this;
    }

    NodeDraft ended(Instant at, NodeState end, Map<String, String> results, Optional<Failure> why) {
        state = end;
        endedAt = Optional.of(at);
        facts.putAll(results);
        failure = why;
        return this;
    }

    /** Something of it can't be read. What is known of it is kept, for the person who decides. */
    NodeDraft doubted(String why) {
        state = NodeState.IN_DOUBT;
        failure = Optional.of(Failure.of(why));
        return this;
    }

    NodeDraft attemptFailed(Failure why) {
        failedAttempts.add(why);
        return waitingAgain();
    }

    /** What was asked before is known to be over, so there is no intent to look for any more. */
    NodeDraft waitingAgain() {
        state = NodeState.WAITING;
        baseline = Optional.empty();
        reference = Optional.empty();
        endedAt = Optional.empty();
        failure = Optional.empty();
        return this;
    }

    Node node() {
        return new Node(
                id,
                kind,
                label,
                stage,
                work,
                terms,
                state,
                attempts,
                request,
                baseline,
                reference,
                plannedAt,
                timedFrom,
                runningAt,
                endedAt,
                facts,
                failure,
                failedAttempts,
                notes);
    }
}
