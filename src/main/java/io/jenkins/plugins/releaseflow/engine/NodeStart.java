package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Node;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a node asks of the platform, how long it may ask, and how often it still looks. What comes of it is shown in the node's turns, where all of this is called from. */
final class NodeStart {
    private static final int SETTLE_LOOKS = 3;
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

    private final NodeOrder order;
    private final NodeTools tools;
    private final Clock clock;
    private final NodeRecord record;
    private final NodeAsking asking;
    private final NodeTurns turns;
    private final NodeConsole console;
    private Optional<NodeAsking.Question> question = Optional.empty();
    private int looksLeft = SETTLE_LOOKS;
    private Instant askUntil = Instant.MAX;

    NodeStart(
            NodeOrder order,
            NodeTools tools,
            Clock clock,
            NodeRecord record,
            NodeAsking asking,
            NodeTurns turns,
            NodeConsole console) {
        this.order = order;
        this.tools = tools;
        this.clock = clock;
        this.record = record;
        this.asking = asking;
        this.turns = turns;
        this.console = console;
    }

    /** How many more times an operation is looked for whose start got no answer. */
    int looksLeft() {
        return looksLeft;
    }

    /** Finds out what is to be asked. Shows Prepared, or why it can't be asked. */
    void prepare() {
        turns.observe(
                asking.prepare(record.current().attempts() + 1),
                known -> {
                    question = Optional.of(known);
                    askUntil = clock.instant().plus(tools.settings().lookUpPatience());
                    return new NodeObservation.Prepared();
                },
                NodeObservation.NotPrepared::new);
    }

    /** What was last asked: by this run of the controller, or by the record. */
    NodeAsking.Question asked() {
        return question.orElseGet(() -> {
            Node node = record.current();
            return new NodeAsking.Question(
                    node.request().orElseThrow(), node.baseline().orElseGet(Baseline::empty));
        });
    }

    /** Puts on record what is about to be asked. Gives the node whose work stands in the way; then nothing may be asked. */
    Optional<Node> intend() {
        return record.intended(asked());
    }

    /** What was asked before is to be asked again. */
    void keep() {
        question = Optional.of(asked());
    }

    /** Nothing is to be asked any more, until it is prepared anew. */
    void forget() {
        question = Optional.empty();
    }

    /** An operation may be looked for as often as at first. */
    void lookAnew() {
        looksLeft = SETTLE_LOOKS;
    }

    /** Asks, once. Shows what came of that. */
    void send() {
        lookAnew();
        turns.observe(asking.start(asked()), NodeObservation.Taken::new, trouble -> {
            if (trouble.mayHaveBeenProcessed()) {
                console.println(
                        order.work().label() + ": " + trouble.getMessage() + "; looking whether it was started");
                return new NodeObservation.NoAnswer(trouble);
            }
            Duration pause = trouble.retryAfter().orElse(SHORT_PAUSE);
            return new NodeObservation.NotTaken(
                    trouble, clock.instant().plus(pause).isBefore(askUntil));
        });
    }

    /** Shows after a while that it may be asked again. */
    void pause(Duration pause) {
        after(pause, () -> turns.show(new NodeObservation.PauseOver()));
    }

    /** Looks for what may have been started. Shows what it found. */
    void lookFor(NodeAction.LookFor look) {
        looksLeft--;
        Duration pause = look.pause() ? tools.settings().settle().dividedBy(SETTLE_LOOKS - 1) : Duration.ZERO;
        after(
                pause,
                () -> turns.observe(
                        asking.find(asked()),
                        found -> new NodeObservation.Looked(found, look.why()),
                        NodeObservation.NotPrepared::new));
    }

    private void after(Duration pause, Runnable task) {
        tools.executor().schedule(() -> turns.run(task), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
