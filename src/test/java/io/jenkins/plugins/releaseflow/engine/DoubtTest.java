package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a migration of which nobody knows whether it was started, and of work that failed and may be tried again. */
@Timeout(60)
class DoubtTest {
    private static final Decision ANN = new Decision("ann", "looked on the platform");

    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aReleaseInDoubtWaitsForADecisionAndKeepsTheLock() {
        ReleaseId release = fixture.open("doubt");
        CompletionStage<Node> migration = inDoubt(release);
        Release next = join(fixture.engine().open(EngineFixture.opening("next")));
        CompletionStage<Release> locked = fixture.engine().locked(next.id(), NodeConsole.silent());

        assertThat(migration.toCompletableFuture()).isNotDone();
        assertThat(fixture.release(release).state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(locked.toCompletableFuture()).isNotDone();
        assertThat(fixture.node(release, "n1").failure().map(Failure::message).orElse(""))
                .contains("not certain", "a run of job migrate", "the runs of job 'migrate'", "the steered platform");
        assertThat(String.join("\n", fixture.console())).contains("resolve node n1 of release production #1");
        assertThat(fixture.platform().starts()).isEmpty();
        assertThat(fixture.engine().waitingFor(release, "n1")).contains("in doubt, waits for a decision");
    }

    @Test
    void aNodeThatWaitsSaysWhenItIsLookedAtNext() {
        ReleaseId release = fixture.open("waiting");
        CompletionStage<Node> migration = fixture.run(release, migrate(OnInDoubt.ASK, 0));
        fixture.awaitReference(release, "n1");

        awaitUntil(() -> fixture.engine()
                .waitingFor(release, "n1")
                .filter(text -> text.startsWith("running; next look"))
                .isPresent());
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        join(migration);
        assertThat(fixture.engine().waitingFor(release, "n1")).isEmpty();
    }

    @Test
    void anAdoptedRunIsWatchedToItsEnd() {
        ReleaseId release = fixture.open("doubt");
        CompletionStage<Node> migration = inDoubt(release);
        fixture.platform().appear("migrate-7");

        join(fixture.engine().resolve(release, "n1", new Resolution.Adopt("migrate-7"), ANN));
        fixture.platform().end("migrate-7", OperationPhase.SUCCEEDED);

        assertThat(join(migration).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(migration).reference().map(OperationReference::id)).contains("migrate-7");
        assertThat(join(migration).notes())
                .anyMatch(note -> note.contains("migrate-7 adopted by ann: looked on the platform"));
        assertThat(fixture.platform().starts()).isEmpty();
    }

    @Test
    void aRunThatWasThereBeforeOrIsNotThereIsNotAdoptedAndTheQuestionStays() {
        fixture.platform().appear("migrate-old");
        ReleaseId release = fixture.open("doubt");
        inDoubt(release);

        assertThatThrownBy(
                        () -> join(fixture.engine().resolve(release, "n1", new Resolution.Adopt("migrate-old"), ANN)))
                .hasMessageContaining("operation: 'migrate-old' was there before");
        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "n1", new Resolution.Adopt("migrate-9"), ANN)))
                .hasMessageContaining("operation: 'migrate-9' is not shown by the steered platform");
        assertThat(fixture.node(release, "n1").state()).isEqualTo(NodeState.IN_DOUBT);

        join(fixture.engine().resolve(release, "n1", new Resolution.MarkFailed(), ANN));
        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "n1", new Resolution.RunAgain(), ANN)))
                .hasMessageContaining("node: 'n1' (Run job migrate) waits for no decision, it is failed");
    }

    @Test
    void whatIsMarkedAsCompletedLetsTheFlowGoOn() {
        ReleaseId release = fixture.open("doubt");
        CompletionStage<Node> migration = inDoubt(release);

        join(fixture.engine().resolve(release, "n1", new Resolution.MarkCompleted(), ANN));

        assertThat(join(migration).state()).isEqualTo(NodeState.COMPLETED);
        Release ended = join(fixture.engine().close(release, ReleaseState.RELEASED, ""));
        assertThat(ended.state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(ended.node("n1").orElseThrow().notes())
                .anyMatch(note -> note.contains("Marked as completed by ann: looked on the platform"));
    }

    @Test
    void whatIsMarkedAsFailedFails() {
        ReleaseId release = fixture.open("doubt");
        CompletionStage<Node> migration = inDoubt(release);

        join(fixture.engine().resolve(release, "n1", new Resolution.MarkFailed(), ANN));

        assertThat(join(migration).state()).isEqualTo(NodeState.FAILED);
        assertThat(join(migration).failure().map(Failure::message))
                .contains("Marked as failed by ann: looked on the platform");
    }

    @Test
    void whatIsRunAgainIsStartedOnceMoreWithAllItsVariables() {
        ReleaseId release = fixture.open("doubt");
        CompletionStage<Node> migration = inDoubt(release);

        join(fixture.engine().resolve(release, "n1", new Resolution.RunAgain(), ANN));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(migration).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(migration).attempts()).isEqualTo(2);
        assertThat(fixture.platform().starts().toString()).contains("TOKEN");
    }

    @Test
    void aDoubtOutlivesARestartAndCanStillBeResolved() {
        ReleaseId release = fixture.open("doubt");
        inDoubt(release);
        fixture.restart();
        CompletionStage<Node> resumed = fixture.run(release, migrate(OnInDoubt.ASK, 0));
        awaitUntil(() -> String.join("\n", fixture.console()).split("waits for a decision", -1).length > 2);
        fixture.platform().appear("migrate-7");

        join(fixture.engine().resolve(release, "n1", new Resolution.Adopt("migrate-7"), ANN));
        fixture.platform().end("migrate-7", OperationPhase.SUCCEEDED);

        assertThat(join(resumed).state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void aDoubtWhoseBuildIsGoneCanBeResolvedButNotRunAgainWithoutItsVariables() {
        ReleaseId release = fixture.open("doubt");
        inDoubt(release);
        fixture.restart();
        join(fixture.engine().recover(origin -> false));

        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "n1", new Resolution.RunAgain(), ANN)))
                .hasMessageContaining("the values of its variables are not kept");
        join(fixture.engine().resolve(release, "n1", new Resolution.MarkFailed(), ANN));

        awaitUntil(() -> !fixture.release(release).isOpen());
        assertThat(fixture.release(release).state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(fixture.node(release, "n1").state()).isEqualTo(NodeState.FAILED);
    }

    @Test
    void anAbortedBuildLeavesItsDoubtOnRecordAndItCanBeClearedLater() {
        ReleaseId release = fixture.open("doubt");
        CompletionStage<Node> migration = inDoubt(release);

        fixture.engine().abort(release, "n1", "ann stopped it");

        assertThat(join(migration).state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(join(fixture.engine().close(release, ReleaseState.ABORTED, "ann stopped it"))
                        .state())
                .isEqualTo(ReleaseState.IN_DOUBT);
        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "n1", new Resolution.RunAgain(), ANN)))
                .hasMessageContaining("use 'completed' or 'failed'");
        join(fixture.engine().resolve(release, "n1", new Resolution.MarkCompleted(), ANN));
        assertThat(fixture.node(release, "n1").state()).isEqualTo(NodeState.COMPLETED);
        assertThat(fixture.release(release).state()).isEqualTo(ReleaseState.FAILED);
        assertThat(fixture.release(release).message()).contains("In doubt: Run job migrate", "Resolved by ann");
    }

    @Test
    void workThatMayBeDoneTwiceIsRunAgainByItself() {
        ReleaseId release = fixture.open("rerun");
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        CompletionStage<Node> migration = fixture.run(release, migrate(OnInDoubt.RERUN, 0));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(migration).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(migration).notes())
                .anyMatch(note -> note.contains("Run again by the step says onInDoubt: 'rerun'"));
    }

    @Test
    void workThatFailedIsTriedAgainAsOftenAsTheStepSaysAndEachAttemptIsRecorded() {
        ReleaseId release = fixture.open("retry");
        CompletionStage<Node> backup = fixture.run(
                release,
                new NodeOrder(
                        "n1",
                        new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()),
                        new NodeTerms(Duration.ofMinutes(5), OnAbort.STOP, OnInDoubt.ASK, 2)));
        for (int attempt = 1; attempt <= 3; attempt++) {
            int started = attempt;
            awaitUntil(() -> fixture.platform().starts().size() == started);
            fixture.platform()
                    .end("orders-" + attempt, attempt == 3 ? OperationPhase.SUCCEEDED : OperationPhase.FAILED);
        }

        assertThat(join(backup).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(backup).failedAttempts()).hasSize(2);
        assertThat(fixture.platform().starts().stream().map(Object::toString).distinct())
                .hasSize(3);
        assertThat(String.join("\n", fixture.console())).contains("attempt 2 of 3 failed");
    }

    @Test
    void aRestartBetweenTwoAttemptsLooksForNothingAndStartsTheNext() throws Exception {
        ReleaseId release = fixture.open("retry");
        fixture.run(release, migrate(OnInDoubt.ASK, 1));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.platform().end("migrate-1", OperationPhase.FAILED);
        awaitUntil(() -> fixture.platform().starts().size() == 2);
        fixture.restart();
        CompletionStage<Node> resumed = fixture.run(release, migrate(OnInDoubt.ASK, 1));
        fixture.platform().end("migrate-2", OperationPhase.FAILED);

        assertThat(join(resumed).state()).isEqualTo(NodeState.FAILED);
        assertThat(fixture.platform().starts()).hasSize(2);
    }

    @Test
    void whatWasNotWaitedForCanBeAwaitedLaterAlsoAfterARestart() {
        ReleaseId release = fixture.open("later");
        NodeOrder order = new NodeOrder(
                "n1",
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH));
        Node started = join(fixture.engine().run(release, order, false, NodeConsole.silent()));
        assertThat(started.state()).isEqualTo(NodeState.RUNNING);
        fixture.restart();
        CompletionStage<Node> awaited = fixture.engine().await(release, "n1", fixture.console()::add);
        fixture.platform().print("migrating");
        awaitUntil(() -> fixture.console().contains("  | migrating"));
        assertThat(awaited.toCompletableFuture()).isNotDone();
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(awaited).state()).isEqualTo(NodeState.COMPLETED);
        assertThatThrownBy(() -> join(fixture.engine().await(release, "n2", NodeConsole.silent())))
                .hasMessageContaining("has no node 'n2'; it has n1 (Run job migrate)");
    }

    @Test
    void whatWasDetachedCanBeAwaited() {
        ReleaseId release = fixture.open("detached");
        CompletionStage<Node> migration = fixture.run(release, migrate(OnInDoubt.ASK, 0));
        fixture.awaitNode(release, "n1", NodeState.RUNNING);
        fixture.awaitReference(release, "n1");
        fixture.engine().abort(release, "n1", "ann stopped it");
        assertThatThrownBy(() -> join(migration)).hasRootCauseInstanceOf(DetachedException.class);

        CompletionStage<Node> awaited = fixture.engine().await(release, "n1", NodeConsole.silent());
        assertThat(awaited.toCompletableFuture()).isNotDone();
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(awaited).state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void anAbortAfterARestartDoesNotClaimThatNothingWasStartedBeforeThatIsKnown() {
        ReleaseId release = fixture.open("interrupted");
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_AFTER);
        fixture.platform().holdFinds();
        fixture.run(release, migrate(OnInDoubt.ASK, 0));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.awaitNode(release, "n1", NodeState.RUNNING);
        fixture.restart();
        CompletableFuture<Void> finds = fixture.platform().holdFinds();
        CompletionStage<Node> resumed = fixture.run(release, migrate(OnInDoubt.ASK, 0));
        awaitUntil(() -> fixture.engine()
                .waitingFor(release, "n1")
                .filter("asking the platform"::equals)
                .isPresent());
        fixture.engine().abort(release, "n1", "ann stopped it");
        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.ABORTED, "ann stopped it");
        finds.complete(null);

        assertThatThrownBy(() -> join(resumed)).hasMessageContaining("ann stopped it; migrate-1 goes on");
        assertThat(closed.toCompletableFuture()).isNotDone();
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        assertThat(join(closed).node("n1").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void aTimeLimitThatPassesWhileAStartIsLookedForLeavesTheQuestionToAPerson() throws Exception {
        ReleaseId release = fixture.open("late");
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        CompletableFuture<Void> finds = fixture.platform().holdFinds();
        NodeOrder order = migrate(OnInDoubt.ASK, 0);
        Duration limit = Duration.ofSeconds(1);
        CompletionStage<Node> migration = fixture.run(
                release, new NodeOrder("n1", order.work(), new NodeTerms(limit, OnAbort.DETACH, OnInDoubt.ASK, 0)));
        fixture.awaitNode(release, "n1", NodeState.RUNNING);
        long begun = System.nanoTime();
        awaitUntil(() -> System.nanoTime() - begun > limit.toNanos());
        fixture.awaitTaken();
        finds.complete(null);

        fixture.awaitNode(release, "n1", NodeState.IN_DOUBT);
        awaitUntil(() -> String.join("\n", fixture.console()).contains("waits for a decision"));
        assertThat(migration.toCompletableFuture()).isNotDone();
        join(fixture.engine().resolve(release, "n1", new Resolution.RunAgain(), ANN));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
    }

    @Test
    void ofTwoWhoResolveADoubtOfAnEndedReleaseAtOnceOneIsRefused() {
        ReleaseId release = fixture.open("doubt");
        inDoubt(release);
        fixture.engine().abort(release, "n1", "ann stopped it");
        join(fixture.engine().close(release, ReleaseState.ABORTED, "ann stopped it"));
        EnvironmentLedger ledger = fixture.engine().ledger().environment(release.environment());
        CompletableFuture<Node> others = new CompletableFuture<>();
        Thread other = new Thread(() -> new LateResolution(ledger, Clock.systemUTC())
                .resolve(release, "n1", new Resolution.MarkCompleted(), ANN)
                .whenComplete((node, failure) -> others.complete(node)));
        other.setUncaughtExceptionHandler((thread, failure) -> others.completeExceptionally(failure));
        // The time is asked for between the look at the record and what is written.
        InstantSource meanwhile = () -> {
            other.start();
            awaitUntil(() -> others.isDone() || other.getState() == Thread.State.BLOCKED);
            return Instant.now();
        };

        new LateResolution(ledger, meanwhile.withZone(ZoneOffset.UTC))
                .resolve(release, "n1", new Resolution.MarkFailed(), ANN);

        assertThatThrownBy(() -> join(others)).hasMessageContaining("is not in doubt");
        assertThat(ledger.events(release.number()))
                .filteredOn(ReleaseEvent.DoubtResolved.class::isInstance)
                .hasSize(1);
    }

    @Test
    void oneLookThatMissesTheOperationProvesNothing() {
        ReleaseId release = fixture.open("missed");
        CompletionStage<Node> migration = fixture.run(release, migrate(OnInDoubt.FAIL, 0));
        fixture.awaitReference(release, "n1");
        long begun = System.nanoTime();
        awaitUntil(() ->
                System.nanoTime() - begun > EngineFixture.QUICK.vanishPatience().toNanos());

        fixture.platform().missOnce("migrate-1");
        int looks = fixture.platform().looks();
        awaitUntil(() -> fixture.platform().looks() > looks + 3);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(migration).state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void eachAttemptHasALogOfItsOwn() {
        ReleaseId release = fixture.open("retry");
        CompletionStage<Node> backup = fixture.run(
                release,
                new NodeOrder(
                        "n1",
                        new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()),
                        new NodeTerms(Duration.ofMinutes(5), OnAbort.STOP, OnInDoubt.ASK, 1)));
        for (int attempt = 1; attempt <= 2; attempt++) {
            int started = attempt;
            awaitUntil(() -> fixture.platform().starts().size() == started);
            fixture.platform().print("orders-" + attempt, "attempt " + attempt);
            fixture.platform().end("orders-" + attempt, OperationPhase.FAILED);
        }

        assertThat(join(backup).failure().map(Failure::logTail)).contains(List.of("attempt 2"));
        assertThat(join(backup).failedAttempts().get(0).logTail()).containsExactly("attempt 1");
        assertThat(fixture.console()).contains("  | attempt 1", "  | attempt 2");
    }

    @Test
    void whatThePlatformDoesNotStopIsLetGoOnAndKeepsTheLock() {
        ReleaseId release = fixture.open("stubborn");
        fixture.platform().ignoreStops();
        CompletionStage<Node> backup = fixture.run(
                release,
                new NodeOrder(
                        "n1",
                        new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()),
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.STOP)));
        fixture.awaitReference(release, "n1");
        fixture.engine().abort(release, "n1", "ann stopped it");

        assertThatThrownBy(() -> join(backup)).hasMessageContaining("has not told its end");
        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.ABORTED, "");
        assertThat(closed.toCompletableFuture()).isNotDone();
        fixture.platform().end("orders-1", OperationPhase.SUCCEEDED);

        assertThat(join(closed).node("n1").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void aReleaseWhoseEndCouldNotBeRecordedKeepsItsLockAndEndsTruthfullyWhenTheDiskIsMended() throws Exception {
        ReleaseId release = fixture.open("full");
        CompletionStage<Node> migration = fixture.run(release, migrate(OnInDoubt.ASK, 0));
        fixture.awaitReference(release, "n1");
        EngineFixture.Repair repair = fixture.breakRecord(release);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        assertThatThrownBy(() -> join(migration)).hasMessageContaining("Can't write the release record");
        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.FAILED, "the disk is full");
        assertThatThrownBy(() -> join(closed)).hasMessageContaining("Can't write the release record");
        CompletionStage<Release> next = fixture.engine()
                .open(EngineFixture.opening("next"))
                .thenCompose(opened -> fixture.engine().locked(opened.id(), NodeConsole.silent()));
        repair.run();

        assertThat(join(next).state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(fixture.release(release).state()).isEqualTo(ReleaseState.FAILED);
        assertThat(fixture.node(release, "n1").state()).isEqualTo(NodeState.COMPLETED);
        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void aReleaseThatIsAboutToEndStartsNothingMore() throws Exception {
        ReleaseId release = fixture.open("ending");
        fixture.run(release, migrate(OnInDoubt.ASK, 0));
        fixture.awaitReference(release, "n1");
        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.ABORTED, "stopped");
        fixture.awaitTaken();

        assertThatThrownBy(() -> join(fixture.run(
                        release,
                        new NodeOrder(
                                "n2",
                                migrate(OnInDoubt.ASK, 0).work(),
                                migrate(OnInDoubt.ASK, 0).terms()))))
                .hasMessageContaining("is about to end");
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        assertThat(join(closed).nodes()).hasSize(1);
    }

    private CompletionStage<Node> inDoubt(ReleaseId release) {
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        CompletionStage<Node> migration = fixture.run(release, migrate(OnInDoubt.ASK, 0));
        fixture.awaitNode(release, "n1", NodeState.IN_DOUBT);
        awaitUntil(() -> String.join("\n", fixture.console()).contains("waits for a decision"));
        return migration;
    }

    private static NodeOrder migrate(OnInDoubt onInDoubt, int retries) {
        return new NodeOrder(
                "n1",
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of("TOKEN", "s3cret")),
                new NodeTerms(Duration.ofMinutes(5), OnAbort.DETACH, onInDoubt, retries));
    }
}
