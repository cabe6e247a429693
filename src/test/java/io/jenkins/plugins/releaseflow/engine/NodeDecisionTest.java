package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.NodeSituation.Stage;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules, row by row: where a node stands, what is seen, what it does. */
class NodeDecisionTest {
    private static final OperationReference RUN =
            new OperationReference(OperationKind.JOB_RUN, "migrate", "r-1", Map.of());
    private static final NodeEnd ABORT = NodeEnd.of(NodeState.ABORTED, "ann stopped it");
    private static final NodeEnd LATE = NodeEnd.of(NodeState.TIMED_OUT, "did not end within 5 min");
    private static final NodeEnd FAILED = NodeEnd.of(NodeState.FAILED, "r-1 failed");
    private static final NodeEnd GONE = NodeEnd.of(NodeState.IN_DOUBT, "r-1 is gone");
    private static final NodeEnd STOPPED = NodeEnd.of(NodeState.ABORTED, "r-1 was stopped");
    private static final NodeEnd DONE = new NodeEnd(NodeState.COMPLETED, Map.of(), Optional.empty());

    /** A situation in words, changed by what a row is about. */
    private record Given(
            OperationKind kind,
            OnAbort onAbort,
            OnInDoubt onInDoubt,
            int retries,
            int asks,
            int failed,
            int looks,
            Stage stage,
            Optional<NodeEnd> early) {
        Given kind(OperationKind other) {
            return new Given(other, onAbort, onInDoubt, retries, asks, failed, looks, stage, early);
        }

        Given onAbort(OnAbort other) {
            return new Given(kind, other, onInDoubt, retries, asks, failed, looks, stage, early);
        }

        Given onInDoubt(OnInDoubt other) {
            return new Given(kind, onAbort, other, retries, asks, failed, looks, stage, early);
        }

        Given retries(int left, int used) {
            return new Given(kind, onAbort, onInDoubt, left + used, asks, used, looks, stage, early);
        }

        Given asks(int other) {
            return new Given(kind, onAbort, onInDoubt, retries, other, failed, looks, stage, early);
        }

        Given noLooksLeft() {
            return new Given(kind, onAbort, onInDoubt, retries, asks, failed, 0, stage, early);
        }

        Given stage(Stage other) {
            return new Given(kind, onAbort, onInDoubt, retries, asks, failed, looks, other, early);
        }

        Given early(NodeEnd end) {
            return new Given(kind, onAbort, onInDoubt, retries, asks, failed, looks, stage, Optional.of(end));
        }

        NodeSituation situation() {
            NodeTerms terms = new NodeTerms(Duration.ofMinutes(5), onAbort, onInDoubt, retries);
            return new NodeSituation(kind, terms, asks, failed, looks, stage, early);
        }
    }

    private static Given run() {
        return new Given(
                OperationKind.JOB_RUN, OnAbort.DETACH, OnInDoubt.ASK, 0, 1, 0, 2, Stage.STARTING, Optional.empty());
    }

    private static Given watched() {
        return run().stage(Stage.WATCHING);
    }

    static Stream<Arguments> rows() {
        FoundOperation none = new FoundOperation.None();
        FoundOperation one = new FoundOperation.One(RUN);
        FoundOperation unclear = new FoundOperation.Unclear("2 runs are new", List.of());
        List<Arguments> rows = new ArrayList<>();
        rows.add(row("asks when all is ready", run(), new NodeObservation.Prepared(), "Ask"));
        rows.add(row(
                "asks nothing that was aborted meanwhile",
                run().early(ABORT),
                new NodeObservation.Prepared(),
                "End ABORTED"));
        rows.add(row(
                "asks nothing that is late already",
                run().early(LATE),
                new NodeObservation.Prepared(),
                "End TIMED_OUT"));
        rows.add(row(
                "fails where it can't get ready",
                run(),
                new NodeObservation.NotPrepared(trouble(PlatformException.Kind.NOT_FOUND)),
                "End FAILED"));
        rows.add(row("records what the platform took", run(), new NodeObservation.Taken(RUN), "Record"));
        rows.add(row(
                "records what the platform took though it was aborted",
                run().early(ABORT),
                new NodeObservation.Taken(RUN),
                "Record"));
        rows.add(row(
                "sends again what never arrived",
                run(),
                notTaken(PlatformException.Kind.UNREACHABLE, true),
                "PauseAndAsk"));
        rows.add(row(
                "sends again what was limited",
                run(),
                notTaken(PlatformException.Kind.RATE_LIMITED, true),
                "PauseAndAsk"));
        rows.add(row(
                "gives up when there is no time left",
                run(),
                notTaken(PlatformException.Kind.RATE_LIMITED, false),
                "End FAILED"));
        rows.add(row(
                "does not send again what was aborted",
                run().early(ABORT),
                notTaken(PlatformException.Kind.RATE_LIMITED, true),
                "End ABORTED"));
        rows.add(row(
                "does not send again what was refused",
                run(),
                notTaken(PlatformException.Kind.CONFLICT, true),
                "End FAILED"));
        rows.add(row(
                "looks for what it asked for before and what came late",
                run().kind(OperationKind.BACKUP).asks(2),
                notTaken(PlatformException.Kind.CONFLICT, true),
                "LookFor"));
        rows.add(row("sends the same after the pause", run(), new NodeObservation.PauseOver(), "AskSame"));
        rows.add(row(
                "sends nothing after a pause that was aborted",
                run().early(ABORT),
                new NodeObservation.PauseOver(),
                "End ABORTED"));
        rows.add(row(
                "looks when no answer came",
                run(),
                new NodeObservation.NoAnswer(trouble(PlatformException.Kind.NO_ANSWER)),
                "LookFor"));
        rows.add(row(
                "looks when no answer came, aborted or not",
                run().early(ABORT),
                new NodeObservation.NoAnswer(trouble(PlatformException.Kind.SERVER_ERROR)),
                "LookFor"));
        rows.add(row("adopts the one that is new", run(), looked(one), "Record"));
        rows.add(row("is in doubt when several are new", run(), looked(unclear), "Doubt"));
        rows.add(row("looks again when nothing shows", run(), looked(none), "LookFor"));
        rows.add(row("a job run that does not show is in doubt", run().noLooksLeft(), looked(none), "Doubt"));
        rows.add(row(
                "a doubt ends the node where the step says so",
                run().noLooksLeft().onInDoubt(OnInDoubt.FAIL),
                looked(none),
                "End IN_DOUBT"));
        rows.add(row(
                "a doubt is run again where the step says so",
                run().noLooksLeft().onInDoubt(OnInDoubt.RERUN),
                looked(none),
                "RunAgain"));
        rows.add(row(
                "but not for ever",
                run().noLooksLeft().onInDoubt(OnInDoubt.RERUN).asks(3),
                looked(none),
                "Doubt"));
        rows.add(row(
                "a doubt about an aborted node asks nobody",
                run().noLooksLeft().early(ABORT),
                looked(none),
                "End IN_DOUBT"));
        rows.add(row(
                "a doubt about a start that is late is still a question",
                run().noLooksLeft().stage(Stage.STARTING).early(LATE),
                looked(none),
                "Doubt"));
        rows.add(row(
                "what is late is not run again by itself",
                run().noLooksLeft()
                        .stage(Stage.STARTING)
                        .onInDoubt(OnInDoubt.RERUN)
                        .early(LATE),
                looked(none),
                "Doubt"));
        rows.add(row(
                "a doubt about work that was late and let go on asks nobody",
                run().stage(Stage.DETACHED).early(LATE),
                new NodeObservation.WorkEnded(GONE),
                "End IN_DOUBT"));
        rows.add(row(
                "a doubt about an aborted node is not run again",
                run().noLooksLeft().onInDoubt(OnInDoubt.RERUN).early(ABORT),
                looked(none),
                "End IN_DOUBT"));
        rows.add(row(
                "a restore that does not show is not asked for again",
                run().kind(OperationKind.RESTORE).noLooksLeft(),
                looked(none),
                "Doubt"));
        rows.add(row(
                "a command that does not show is not asked for again",
                run().kind(OperationKind.COMMAND).noLooksLeft(),
                looked(none),
                "Doubt"));
        for (OperationKind kind : new OperationKind[] {OperationKind.BACKUP, OperationKind.DEPLOYMENT}) {
            Given given = run().kind(kind).noLooksLeft();
            rows.add(row(kind + " that does not show is asked for again", given, looked(none), "AskAnew"));
            rows.add(row(kind + " is not asked for more than three times", given.asks(3), looked(none), "End FAILED"));
            rows.add(row(
                    kind + " that was aborted is not asked for again",
                    given.early(ABORT),
                    looked(none),
                    "End ABORTED"));
            rows.add(row(kind + " of which several show is in doubt", given, looked(unclear), "Doubt"));
        }
        rows.add(row(
                "completes when the platform says so",
                watched(),
                new NodeObservation.WorkEnded(DONE),
                "End COMPLETED"));
        rows.add(row(
                "what was aborted and completed all the same completed",
                watched().early(ABORT),
                new NodeObservation.WorkEnded(DONE),
                "End COMPLETED"));
        rows.add(
                row("fails when the platform says so", watched(), new NodeObservation.WorkEnded(FAILED), "End FAILED"));
        rows.add(row(
                "is tried again where the step says so",
                watched().retries(1, 0),
                new NodeObservation.WorkEnded(FAILED),
                "TryAgain"));
        rows.add(row(
                "is tried again as often as the step says",
                watched().retries(0, 2),
                new NodeObservation.WorkEnded(FAILED),
                "End FAILED"));
        rows.add(row(
                "what somebody stopped on the platform is not tried again",
                watched().retries(2, 0),
                new NodeObservation.WorkEnded(STOPPED),
                "End ABORTED"));
        rows.add(row(
                "what is in doubt is not tried again",
                watched().retries(2, 0),
                new NodeObservation.WorkEnded(GONE),
                "Doubt"));
        rows.add(row(
                "what was aborted is not tried again",
                watched().retries(2, 0).early(ABORT),
                new NodeObservation.WorkEnded(FAILED),
                "End FAILED"));
        rows.add(row(
                "what was let go on and failed by itself failed",
                watched().early(LATE),
                new NodeObservation.WorkEnded(FAILED),
                "End FAILED"));
        rows.add(row(
                "what was to be stopped and failed was aborted",
                watched().onAbort(OnAbort.STOP).early(ABORT),
                new NodeObservation.WorkEnded(FAILED),
                "End ABORTED"));
        rows.add(row(
                "what was stopped since it was late timed out",
                watched().onAbort(OnAbort.STOP).early(LATE),
                new NodeObservation.WorkEnded(STOPPED),
                "End TIMED_OUT"));
        rows.add(row(
                "what was aborted and is gone is in doubt",
                watched().early(ABORT),
                new NodeObservation.WorkEnded(GONE),
                "End IN_DOUBT"));
        rows.add(row(
                "an abort while getting ready ends at once",
                run().stage(Stage.PREPARING).early(ABORT),
                new NodeObservation.EndAsked(ABORT),
                "End ABORTED"));
        rows.add(row(
                "an abort while asking waits for what comes of it",
                run().early(ABORT),
                new NodeObservation.EndAsked(ABORT),
                "Wait"));
        rows.add(row(
                "an abort lets a migration go on",
                watched().early(ABORT),
                new NodeObservation.EndAsked(ABORT),
                "Detach"));
        rows.add(row(
                "an abort stops where the step says so",
                watched().onAbort(OnAbort.STOP).early(ABORT),
                new NodeObservation.EndAsked(ABORT),
                "Stop"));
        rows.add(row(
                "an abort gives up waiting for a decision",
                run().stage(Stage.ASKING).early(ABORT),
                new NodeObservation.EndAsked(ABORT),
                "Finish"));
        rows.add(row(
                "what can't be stopped goes on",
                watched().onAbort(OnAbort.STOP).early(ABORT),
                new NodeObservation.NotStopped("not stopped"),
                "Detach"));
        rows.add(row(
                "what is let go on is not let go twice",
                watched().stage(Stage.DETACHED).early(ABORT),
                new NodeObservation.NotStopped("not stopped"),
                "Wait"));
        rows.add(row(
                "an adopted operation is recorded",
                run().stage(Stage.ASKING),
                new NodeObservation.Resolved(new Resolution.Adopt("r-1"), Optional.of(RUN)),
                "Record"));
        rows.add(row(
                "what is run again begins anew",
                run().stage(Stage.ASKING),
                new NodeObservation.Resolved(new Resolution.RunAgain(), Optional.empty()),
                "Prepare"));
        rows.add(row(
                "what is marked is over",
                run().stage(Stage.ASKING),
                new NodeObservation.Resolved(new Resolution.MarkFailed(), Optional.empty()),
                "Finish"));
        return rows.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void rule(String name, NodeSituation state, NodeObservation seen, String action) {
        assertThat(text(NodeDecision.next(state, seen))).isEqualTo(action);
    }

    @Test
    void anAbortClaimsThatNothingWasStartedOnlyWhereNothingWasAskedFor() {
        NodeSituation asked = run().stage(Stage.PREPARING).early(ABORT).situation();
        NodeSituation fresh = run().asks(0).stage(Stage.PREPARING).early(ABORT).situation();

        assertThat(NodeDecision.next(fresh, new NodeObservation.EndAsked(ABORT)).toString())
                .contains("ann stopped it; it was not started on the platform");
        assertThat(NodeDecision.next(asked, new NodeObservation.EndAsked(ABORT)).toString())
                .contains("ann stopped it; nothing of it shows on the platform");
    }

    static Stream<Arguments> records() {
        ReleaseEvent planned = new ReleaseEvent.NodePlanned(
                Instant.EPOCH,
                "n1",
                NodeKind.RUN_JOB,
                "Run job migrate",
                NodeTerms.of(Duration.ofHours(2), OnAbort.DETACH));
        ReleaseEvent intended = new ReleaseEvent.NodeIntended(
                Instant.EPOCH,
                "n1",
                1,
                new JobRunRequest("migrate", Optional.empty(), Map.of()),
                Baseline.ofOperations(Set.of("r-0")));
        ReleaseEvent started = new ReleaseEvent.OperationStarted(Instant.EPOCH, "n1", RUN);
        ReleaseEvent doubt = ended(NodeState.IN_DOUBT);
        ReleaseEvent failed = new ReleaseEvent.AttemptFailed(Instant.EPOCH, "n1", Failure.of("failed"));
        return Stream.of(
                Arguments.of("planned: nothing was asked", List.of(planned), "Prepare"),
                Arguments.of("intended: it may have been asked", List.of(planned, intended), "LookFor"),
                Arguments.of("started: is watched again", List.of(planned, intended, started), "Watch"),
                Arguments.of(
                        "completed: is told",
                        List.of(planned, intended, started, ended(NodeState.COMPLETED)),
                        "Finish"),
                Arguments.of("failed: is told", List.of(planned, intended, started, ended(NodeState.FAILED)), "Finish"),
                Arguments.of("in doubt: waits for a decision", List.of(planned, intended, doubt), "AwaitDecision"),
                Arguments.of(
                        "adoption without a reference: still in doubt",
                        List.of(planned, intended, doubt, resolved(new Resolution.Adopt("r-1"))),
                        "AwaitDecision"),
                Arguments.of(
                        "adopted: is watched",
                        List.of(planned, intended, doubt, resolved(new Resolution.Adopt("r-1")), started),
                        "Watch"),
                Arguments.of(
                        "marked: is told",
                        List.of(planned, intended, doubt, resolved(new Resolution.MarkCompleted())),
                        "Finish"),
                Arguments.of(
                        "run again: nothing of it was asked yet",
                        List.of(planned, intended, doubt, resolved(new Resolution.RunAgain())),
                        "Prepare"),
                Arguments.of(
                        "an attempt failed: nothing of the next was asked yet",
                        List.of(planned, intended, started, failed),
                        "Prepare"),
                Arguments.of(
                        "the next attempt was intended: it may have been asked",
                        List.of(planned, intended, started, failed, intended),
                        "LookFor"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void afterARestartTheRecordAloneSaysHowToGoOn(String name, List<ReleaseEvent> events, String action) {
        assertThat(text(NodeDecision.next(run().situation(), new NodeObservation.OnRecord(fold(events)))))
                .isEqualTo(action);
    }

    @ParameterizedTest
    @EnumSource(NodeState.class)
    void anEndOnRecordStartsNothingWhateverTheTermsAre(NodeState state) {
        if (!state.isEnd()) {
            return;
        }
        for (OnInDoubt onInDoubt : OnInDoubt.values()) {
            NodeAction action = NodeDecision.next(
                    run().onInDoubt(onInDoubt).retries(3, 0).situation(),
                    new NodeObservation.OnRecord(fold(List.of(
                            new ReleaseEvent.NodePlanned(
                                    Instant.EPOCH,
                                    "n1",
                                    NodeKind.RUN_JOB,
                                    "Run",
                                    NodeTerms.of(Duration.ofHours(2), OnAbort.DETACH)),
                            ended(state)))));
            assertThat(text(action)).isIn("Finish", "AwaitDecision");
        }
    }

    /** Whatever is seen, a job run is asked for only out of these: ready, never arrived, refused and to be retried, or somebody says so. */
    @Test
    void noObservationOfAJobRunThatMayHaveBeenStartedLeadsToASecondStart() {
        List<NodeObservation> uncertain = List.of(
                new NodeObservation.NoAnswer(trouble(PlatformException.Kind.NO_ANSWER)),
                looked(new FoundOperation.None()),
                looked(new FoundOperation.Unclear("?", List.of())),
                looked(new FoundOperation.One(RUN)),
                new NodeObservation.WorkEnded(GONE),
                new NodeObservation.EndAsked(ABORT),
                new NodeObservation.NotStopped("?"));
        for (Stage stage : Stage.values()) {
            for (int looks = 0; looks < 3; looks++) {
                for (OnInDoubt onInDoubt : new OnInDoubt[] {OnInDoubt.ASK, OnInDoubt.FAIL}) {
                    for (Given given : List.of(run(), run().early(ABORT), run().early(LATE), run().retries(3, 0))) {
                        Given here = given.stage(stage).onInDoubt(onInDoubt);
                        NodeSituation state = (looks == 0 ? here.noLooksLeft() : here).situation();
                        for (NodeObservation seen : uncertain) {
                            assertThat(text(NodeDecision.next(
                                            seen instanceof NodeObservation.EndAsked
                                                    ? here.early(ABORT).situation()
                                                    : seen instanceof NodeObservation.NotStopped
                                                            ? here.early(ABORT).situation()
                                                            : state,
                                            seen)))
                                    .as(state + " " + seen)
                                    .isNotIn(
                                            "Prepare",
                                            "Ask",
                                            "AskSame",
                                            "PauseAndAsk",
                                            "AskAnew",
                                            "TryAgain",
                                            "RunAgain");
                        }
                    }
                }
            }
        }
    }

    private static Arguments row(String name, Given given, NodeObservation seen, String action) {
        return Arguments.of(name, given.situation(), seen, action);
    }

    private static String text(NodeAction action) {
        String name = action.getClass().getSimpleName();
        return action instanceof NodeAction.End end ? name + " " + end.end().state() : name;
    }

    private static PlatformException trouble(PlatformException.Kind kind) {
        return new PlatformException(kind, "trouble");
    }

    private static NodeObservation notTaken(PlatformException.Kind kind, boolean timeLeft) {
        return new NodeObservation.NotTaken(trouble(kind), timeLeft);
    }

    private static NodeObservation looked(FoundOperation found) {
        return new NodeObservation.Looked(found, "The connection broke");
    }

    private static ReleaseEvent ended(NodeState state) {
        return new ReleaseEvent.NodeEnded(Instant.EPOCH, "n1", state, Map.of(), Optional.empty());
    }

    private static ReleaseEvent resolved(Resolution resolution) {
        return new ReleaseEvent.DoubtResolved(Instant.EPOCH, "n1", resolution, new Decision("ann", "looked"));
    }

    private static Node fold(List<ReleaseEvent> events) {
        List<ReleaseEvent> all = new ArrayList<>();
        all.add(new ReleaseEvent.Opened(
                Instant.EPOCH,
                new ReleaseId("production", 1),
                ReleaseKind.RELEASE,
                "",
                "",
                new Origin("", "", "shop", "shop#1", "")));
        all.addAll(events);
        return ReleaseFold.of(new ReleaseId("production", 1), all)
                .flatMap(release -> release.node("n1"))
                .orElseThrow();
    }
}
