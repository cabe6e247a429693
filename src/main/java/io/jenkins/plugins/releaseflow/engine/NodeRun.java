package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One node on its way from being ordered to its end: does what {@link NodeDecision} says, and shows it what came of that. Safe for use by many threads; what
 * it does, it does one thing at a time.
 */
final class NodeRun {
    private final OpenRelease release;
    private final NodeOrder order;
    private final NodeTools tools;
    private final NodeTurns turns;
    private final ConsoleSwitch console;
    private final DecisionHint hint;
    private final NodeRecord record;
    private final NodeAsking asking;
    private final NodeStart start;
    private final BuildAsking builds;
    private final NodeFollowing following;
    private final NodeTimeLimit timeLimit;
    private final NodeOutcome outcome = new NodeOutcome();
    private volatile NodeSituation.Stage stage = NodeSituation.Stage.PREPARING;
    private Optional<NodeEnd> early = Optional.empty();
    private volatile Optional<AbortOrder> aborted = Optional.empty();
    private NodeTerms terms;
    private boolean over;

    NodeRun(OpenRelease release, NodeOrder order, NodeTools tools, NodeConsole console, DecisionHint hint) {
        this.release = release;
        this.order = order;
        this.terms = order.terms();
        this.tools = tools;
        this.record = new NodeRecord(release, order);
        this.turns = new NodeTurns(tools.executor(), this::see, this::broke);
        this.console = new ConsoleSwitch(console);
        this.hint = hint;
        this.following = new NodeFollowing(release, order, tools, this.console);
        this.timeLimit = new NodeTimeLimit(
                order,
                tools.executor(),
                release.clock(),
                why -> endEarly(
                        NodeState.TIMED_OUT,
                        why
                                + following
                                        .reason()
                                        .map(last -> ". At last: " + last)
                                        .orElse(""),
                        Optional.empty()));
        LookUp lookUp =
                new LookUp(tools.executor(), release.clock(), tools.settings().lookUpPatience(), this.console);
        this.builds = new BuildAsking(release, order, tools, lookUp, this.console);
        this.asking = new NodeAsking(release, order, tools, lookUp, this.console, builds);
        this.start = new NodeStart(order, tools, release.clock(), record, asking, turns, this.console);
    }

    /** Id of the node. */
    String node() {
        return order.node();
    }

    /** How it was aborted the last time; empty where it was not. */
    Optional<AbortOrder> aborted() {
        return aborted;
    }

    /** What others wait for. */
    NodeOutcome outcome() {
        return outcome;
    }

    /** Somebody else put the node's end on record, since the release lost its lock: tells it, and watches no more. Returns at once. */
    void endedByRecord() {
        turns.run(() -> record.known().filter(node -> !over).ifPresent(this::finish));
    }

    /** What it waits for, for people. */
    String status() {
        return switch (stage) {
            case PREPARING -> asking.status();
            case STARTING -> "asking the platform";
            case ASKING -> "in doubt, waits for a decision";
            case WATCHING, DETACHED -> following.status();
        };
    }

    /** Where it tells what happens. */
    NodeConsole console() {
        return console;
    }

    /** Tells another console from now on. */
    void tell(NodeConsole other) {
        console.to(other);
    }

    /** Begins, or goes on where the ledger says that the node stands. Returns at once. */
    void begin() {
        turns.run(() -> {
            Node node = record.planned();
            if (!node.state().isEnd()) {
                timeLimit.start(node);
            }
            see(new NodeObservation.OnRecord(node));
        });
    }

    /**
     * Ends the node before its work is done. Returns at once.
     *
     * @param work what becomes of the work outside; its terms' choice where empty. Work that was let go on can be stopped later.
     */
    void endEarly(NodeState state, String why, Optional<OnAbort> work) {
        turns.run(() -> {
            if (over) {
                return;
            }
            if (state == NodeState.ABORTED) {
                aborted = Optional.of(new AbortOrder(why, work));
            }
            terms = work.map(terms::with).orElse(terms);
            if (early.isEmpty()) {
                NodeEnd end = NodeEnd.of(state, why);
                early = Optional.of(end);
                see(new NodeObservation.EndAsked(end));
            } else if (stage == NodeSituation.Stage.DETACHED && work.equals(Optional.of(OnAbort.STOP))) {
                note(why);
                stop();
            }
        });
    }

    /**
     * Resolves a doubt.
     *
     * @return the node after it. Fails with IllegalArgumentException, with a message for people, where it is not in doubt or can't be resolved so.
     */
    CompletableFuture<Node> resolve(Resolution resolution, Decision decision) {
        CompletableFuture<Node> resolved = new CompletableFuture<>();
        turns.run(() -> {
            try {
                requireDoubt();
                if (resolution instanceof Resolution.Adopt adopt) {
                    Adoption.of(release, record.current(), adopt.operation())
                            .whenComplete((reference, failure) -> turns.run(() -> {
                                if (failure == null) {
                                    resolved(resolution, decision, Optional.of(reference), resolved);
                                } else {
                                    resolved.completeExceptionally(failure);
                                }
                            }));
                } else {
                    resolved(resolution, decision, Optional.empty(), resolved);
                }
            } catch (IllegalArgumentException refused) {
                resolved.completeExceptionally(refused);
            }
        });
        return resolved;
    }

    private Node requireDoubt() {
        Node node = record.current();
        if (node.state() != NodeState.IN_DOUBT || stage != NodeSituation.Stage.ASKING || over) {
            throw new IllegalArgumentException(
                    "node: '" + node.id() + "' (" + node.label() + ") waits for no decision, it is "
                            + node.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return node;
    }

    private void resolved(
            Resolution resolution,
            Decision decision,
            Optional<OperationReference> adopted,
            CompletableFuture<Node> resolved) {
        try {
            requireDoubt();
            RecoveredOrder.requirePossible(resolution, order);
            Node node = record.resolved(resolution, decision);
            console.println(order.work().label() + ": " + Resolutions.text(resolution) + " by " + decision.text());
            stage = NodeSituation.Stage.STARTING;
            start.lookAnew();
            if (!node.state().isEnd() || adopted.isPresent()) {
                timeLimit.start(node);
            }
            see(new NodeObservation.Resolved(resolution, adopted));
            resolved.complete(record.current());
        } catch (IllegalArgumentException refused) {
            resolved.completeExceptionally(refused);
        } catch (RuntimeException unwritable) {
            resolved.completeExceptionally(unwritable);
            throw unwritable;
        }
    }

    private NodeSituation situation() {
        Optional<Node> node = record.known();
        int failed = node.map(known -> known.failedAttempts().size()).orElse(0);
        return new NodeSituation(
                order.work().operation(),
                terms,
                node.map(Node::attempts).orElse(0) - failed,
                failed,
                start.looksLeft(),
                stage,
                early);
    }

    private void see(NodeObservation seen) {
        if (!over) {
            perform(NodeDecision.next(situation(), seen));
        }
    }

    private void perform(NodeAction action) {
        if (action instanceof NodeAction.Prepare) {
            prepare();
        } else if (action instanceof NodeAction.Ask) {
            ask();
        } else if (action instanceof NodeAction.PauseAndAsk again) {
            stage = NodeSituation.Stage.PREPARING;
            start.pause(again.pause());
        } else if (action instanceof NodeAction.AskSame) {
            send();
        } else if (action instanceof NodeAction.LookFor look) {
            stage = NodeSituation.Stage.STARTING;
            start.lookFor(look);
        } else if (action instanceof NodeAction.Record found) {
            started(found);
        } else if (action instanceof NodeAction.Watch known) {
            watch(known.reference());
        } else if (action instanceof NodeAction.TryAgain again) {
            tryAgain(again.failure());
        } else if (action instanceof NodeAction.AskAnew anew) {
            note(anew.note());
            start.keep();
            see(new NodeObservation.Prepared());
        } else if (action instanceof NodeAction.Doubt doubt) {
            record.ended(doubt.end());
            awaitDecision();
        } else if (action instanceof NodeAction.AwaitDecision) {
            awaitDecision();
        } else if (action instanceof NodeAction.RunAgain again) {
            runAgain(again.end());
        } else if (action instanceof NodeAction.Stop) {
            stop();
        } else if (action instanceof NodeAction.Detach detach) {
            detach(detach.why());
        } else if (action instanceof NodeAction.End end) {
            leave(end.end());
        } else if (action instanceof NodeAction.Finish) {
            finish(record.current());
        }
    }

    private void prepare() {
        stage = NodeSituation.Stage.PREPARING;
        start.prepare();
    }

    private void ask() {
        Optional<Node> beside = start.intend();
        if (beside.isPresent()) {
            String refusal = WorkBeside.refusal(beside.get(), start.asked().request());
            see(new NodeObservation.NotPrepared(new PlatformException(PlatformException.Kind.REJECTED, refusal)));
            return;
        }
        start.asked().continuousDeploymentEnds().ifPresent(this::note);
        send();
    }

    private void send() {
        stage = NodeSituation.Stage.STARTING;
        start.send();
    }

    private void started(NodeAction.Record action) {
        if (!action.note().isEmpty()) {
            note(action.note());
        }
        record.started(action.reference());
        watch(action.reference());
    }

    private void watch(OperationReference operation) {
        stage = NodeSituation.Stage.WATCHING;
        outcome.start(record.current());
        following.begin(operation, record.logFile(), turns::run, end -> see(new NodeObservation.WorkEnded(end)));
        early.ifPresent(end -> see(new NodeObservation.EndAsked(end)));
    }

    private void tryAgain(Failure failure) {
        following.end();
        record.attemptFailed(failure);
        console.println(order.work().label() + ": attempt "
                + record.current().failedAttempts().size() + " of "
                + (order.terms().retries() + 1) + " failed: " + failure.message() + ". Trying again");
        beginAnew();
    }

    private void runAgain(NodeEnd doubt) {
        following.end();
        record.ended(doubt);
        record.resolved(new Resolution.RunAgain(), new Decision("", "the step says onInDoubt: 'rerun'"));
        console.println(order.work().label() + ": run again, since the step says onInDoubt: 'rerun'");
        beginAnew();
    }

    private void beginAnew() {
        start.forget();
        prepare();
    }

    /** A person may take longer than any time limit of the work. */
    private void awaitDecision() {
        following.end();
        timeLimit.end();
        stage = NodeSituation.Stage.ASKING;
        early = Optional.empty();
        aborted = Optional.empty();
        start.forget();
        DoubtText.lines(release.id(), record.current(), hint).forEach(console::println);
    }

    private void stop() {
        console.println(early.flatMap(NodeEnd::failure).map(Failure::message).orElse(""));
        following.stop(
                record.current().reference().orElseThrow(),
                turns::run,
                () -> see(
                        new NodeObservation.NotStopped("the platform was asked to stop it, and has not told its end")));
    }

    private void detach(String why) {
        stage = NodeSituation.Stage.DETACHED;
        String goesOn = why + "; " + record.current().reference().orElseThrow().id() + " goes on, on "
                + release.platform().description() + ", and the release stays open until its end is known";
        note(goesOn);
        outcome.detach(goesOn);
    }

    /** A node that ends while it waits for its build says what becomes of that build; one whose target did not get ready, what that printed last. */
    private void leave(NodeEnd end) {
        if (end.state() == NodeState.COMPLETED) {
            end(end);
            return;
        }
        over = true;
        boolean stop = early.isPresent() && terms.onAbort() == OnAbort.STOP;
        CompletionStage<NodeEnd> told = stage == NodeSituation.Stage.PREPARING
                ? builds.leave(stop).thenApply(end::with)
                : following.explained(end, record.known().flatMap(Node::reference));
        told.thenAccept(known -> turns.run(() -> end(known)));
    }

    private void end(NodeEnd end) {
        finish(record.ended(end.with(following.lastTrouble(end.state()))));
    }

    private void note(String text) {
        console.println(order.work().label() + ": " + text);
        record.noted(text);
    }

    private void finish(Node node) {
        over = true;
        following.end();
        timeLimit.end();
        outcome.end(node);
    }

    /** The ledger can't be written: the node stays open on disk, so that the next start of the controller finds it and goes on. */
    private void broke(Throwable failure) {
        over = true;
        builds.leave(false);
        following.end();
        timeLimit.end();
        outcome.breakOff(failure);
    }
}
