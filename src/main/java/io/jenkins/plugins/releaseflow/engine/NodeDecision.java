package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a node does next, given where it stands and what was just seen: the whole of the rules that keep work from being done twice and a record from
 * claiming what is not known. A pure function; who calls it does the work, and shows it what comes of that.
 */
final class NodeDecision {
    /** How often one attempt may ask the platform when nothing comes of it. */
    static final int MOST_ASKS = 3;

    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
    private static final String INTERRUPTED = "Release Flow was interrupted while it asked the platform";

    /** What must never be asked for a second time by itself, and what it is called. */
    private static final Map<OperationKind, String> ONCE =
            Map.of(OperationKind.JOB_RUN, "run", OperationKind.RESTORE, "restore", OperationKind.COMMAND, "command");

    private NodeDecision() {}

    static NodeAction next(NodeSituation state, NodeObservation seen) {
        if (seen instanceof NodeObservation.OnRecord record) {
            return onRecord(state, record.node());
        } else if (seen instanceof NodeObservation.Prepared) {
            return state.early().isPresent() ? new NodeAction.End(notAsked(state)) : new NodeAction.Ask();
        } else if (seen instanceof NodeObservation.NotPrepared not) {
            return refused(state, not.trouble());
        } else if (seen instanceof NodeObservation.NotBuilt not) {
            return refused(state, new NodeEnd(NodeState.FAILED, Map.of(), Optional.of(not.failure())));
        } else if (seen instanceof NodeObservation.Taken taken) {
            return new NodeAction.Record(taken.reference(), "");
        } else if (seen instanceof NodeObservation.NotTaken not) {
            return notTaken(state, not);
        } else if (seen instanceof NodeObservation.PauseOver) {
            return state.early().isPresent() ? new NodeAction.End(notAsked(state)) : new NodeAction.AskSame();
        } else if (seen instanceof NodeObservation.NoAnswer lost) {
            return new NodeAction.LookFor(lost.trouble().getMessage(), false);
        } else if (seen instanceof NodeObservation.Looked looked) {
            return looked(state, looked);
        } else if (seen instanceof NodeObservation.WorkEnded ended) {
            return workEnded(state, ended.end());
        } else if (seen instanceof NodeObservation.EndAsked asked) {
            return endAsked(state, asked.end());
        } else if (seen instanceof NodeObservation.NotStopped not) {
            return state.stage() == NodeSituation.Stage.WATCHING
                    ? new NodeAction.Detach(early(state) + "; " + not.why())
                    : new NodeAction.Wait();
        }
        return resolved((NodeObservation.Resolved) seen);
    }

    private static NodeAction onRecord(NodeSituation state, Node node) {
        return switch (node.state()) {
            case WAITING -> state.early().isPresent() ? new NodeAction.End(notAsked(state)) : new NodeAction.Prepare();
            case RUNNING ->
                node.reference()
                        .<NodeAction>map(NodeAction.Watch::new)
                        .orElseGet(() -> new NodeAction.LookFor(INTERRUPTED, false));
            case IN_DOUBT ->
                state.terms().onInDoubt() == OnInDoubt.FAIL || state.early().isPresent()
                        ? new NodeAction.Finish()
                        : new NodeAction.AwaitDecision();
            default -> new NodeAction.Finish();
        };
    }

    private static NodeAction notTaken(NodeSituation state, NodeObservation.NotTaken not) {
        if (not.trouble().kind() == PlatformException.Kind.CONFLICT && state.asks() > 1) {
            // What was asked for before may have come late, and is now in the way of itself.
            return new NodeAction.LookFor(not.trouble().getMessage(), false);
        }
        boolean again =
                not.trouble().isPassing() && not.timeLeft() && state.early().isEmpty();
        return again
                ? new NodeAction.PauseAndAsk(not.trouble().retryAfter().orElse(SHORT_PAUSE))
                : refused(state, not.trouble());
    }

    /** Nothing was started. */
    private static NodeAction refused(NodeSituation state, PlatformException trouble) {
        return refused(state, NodeEnd.of(NodeState.FAILED, trouble.getMessage(), trouble));
    }

    private static NodeAction refused(NodeSituation state, NodeEnd end) {
        if (state.early().isPresent()) {
            return new NodeAction.End(new NodeEnd(state.early().get().state(), end.facts(), end.failure()));
        }
        return failed(state, end);
    }

    private static NodeAction failed(NodeSituation state, NodeEnd end) {
        return state.failedAttempts() < state.terms().retries()
                ? new NodeAction.TryAgain(end.failure().orElse(Failure.of("")))
                : new NodeAction.End(end);
    }

    private static NodeAction looked(NodeSituation state, NodeObservation.Looked looked) {
        if (looked.found() instanceof FoundOperation.One one) {
            return new NodeAction.Record(
                    one.reference(),
                    "Found on the platform as " + one.reference().id());
        } else if (looked.found() instanceof FoundOperation.Unclear unclear) {
            return inDoubt(state, notCertain(looked.why(), unclear.why()));
        } else if (state.looksLeft() > 0) {
            // A request that got no answer may still be under way inside the platform, so one empty look proves
            // nothing.
            return new NodeAction.LookFor(looked.why(), true);
        } else if (ONCE.containsKey(state.kind())) {
            String what = ONCE.get(state.kind());
            return inDoubt(
                    state,
                    notCertain(
                            looked.why(), "no new " + what + " shows on the platform yet, and one may still appear"));
        } else if (state.early().isPresent()) {
            return new NodeAction.End(
                    NodeEnd.of(state.early().get().state(), early(state) + ". Nothing of it shows on the platform"));
        } else if (state.asks() >= MOST_ASKS) {
            return failed(
                    state,
                    NodeEnd.of(
                            NodeState.FAILED,
                            looked.why() + ". Nothing shows on the platform after " + state.asks() + " tries"));
        }
        // A backup has its unique name and a deployment its pin: asking again can't do the work twice.
        return new NodeAction.AskAnew(looked.why() + "; nothing shows on the platform, asking again");
    }

    private static String notCertain(String why, String detail) {
        return why + ". Whether it was started is not certain: " + detail;
    }

    private static NodeAction inDoubt(NodeSituation state, String message) {
        return inDoubt(state, NodeEnd.of(NodeState.IN_DOUBT, message));
    }

    private static NodeAction inDoubt(NodeSituation state, NodeEnd end) {
        boolean rerun = state.terms().onInDoubt() == OnInDoubt.RERUN && state.asks() < MOST_ASKS;
        if (state.terms().onInDoubt() == OnInDoubt.FAIL || state.early().isPresent() && !stillAsks(state)) {
            return new NodeAction.End(end);
        }
        return rerun && state.early().isEmpty() ? new NodeAction.RunAgain(end) : new NodeAction.Doubt(end);
    }

    /** A time limit that passes before it is known whether the work was started leaves the question open, and the step still waits for the answer. */
    private static boolean stillAsks(NodeSituation state) {
        return state.stage() == NodeSituation.Stage.STARTING
                && state.early()
                        .filter(end -> end.state() == NodeState.TIMED_OUT)
                        .isPresent();
    }

    private static NodeAction workEnded(NodeSituation state, NodeEnd end) {
        if (end.state() == NodeState.IN_DOUBT) {
            return inDoubt(state, end);
        } else if (end.state() == NodeState.COMPLETED) {
            return new NodeAction.End(end);
        } else if (state.early().isEmpty()) {
            return end.state() == NodeState.FAILED ? failed(state, end) : new NodeAction.End(end);
        }
        // Work that was let go on and failed by itself failed; work that was stopped did not end by itself.
        boolean stopped = end.state() == NodeState.ABORTED || state.terms().onAbort() == OnAbort.STOP;
        return new NodeAction.End(stopped ? stopped(state.early().get(), end) : end);
    }

    private static NodeEnd stopped(NodeEnd early, NodeEnd end) {
        String message = message(early)
                + end.failure().map(known -> "; " + known.message()).orElse("");
        Failure failure = end.failure()
                .map(known -> new Failure(message, known.answer(), known.logTail()))
                .orElse(Failure.of(message));
        return new NodeEnd(early.state(), end.facts(), Optional.of(failure));
    }

    private static NodeAction endAsked(NodeSituation state, NodeEnd end) {
        return switch (state.stage()) {
            case PREPARING -> new NodeAction.End(notAsked(state));
            case STARTING, DETACHED -> new NodeAction.Wait();
            case ASKING -> new NodeAction.Finish();
            case WATCHING ->
                state.terms().onAbort() == OnAbort.STOP ? new NodeAction.Stop() : new NodeAction.Detach(message(end));
        };
    }

    private static NodeAction resolved(NodeObservation.Resolved seen) {
        if (seen.resolution() instanceof Resolution.RunAgain) {
            return new NodeAction.Prepare();
        }
        return seen.adopted()
                .<NodeAction>map(reference -> new NodeAction.Record(reference, ""))
                .orElseGet(NodeAction.Finish::new);
    }

    private static NodeEnd notAsked(NodeSituation state) {
        NodeEnd early = state.early().orElseThrow();
        String what = state.kind() == OperationKind.DEPLOYMENT
                ? "; nothing was deployed"
                : "; it was not started on the platform";
        if (state.asks() > 0) {
            // An earlier request got no answer, and may be on its way still.
            what = "; nothing of it shows on the platform";
        }
        return NodeEnd.of(early.state(), message(early) + what);
    }

    private static String early(NodeSituation state) {
        return state.early().map(NodeDecision::message).orElse("");
    }

    private static String message(NodeEnd end) {
        return end.failure().map(Failure::message).orElse("");
    }
}
