package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.ledger.JobRenamed;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
    private static final Decision ANN = new Decision("ann", "the run is stuck");
    private static final Decision BOB = new Decision("bob", "freeze of November");

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
    void aReleaseWhoseJobWasRenamedMeanwhileIsTakenUpByTheNameOfNow() throws Exception {
        fixture.open("renamed");
        fixture.engine().ledger().renamed(new JobRenamed(Instant.now(), "shop", "teams/store"));
        fixture.restart();
        List<String> builds = new CopyOnWriteArrayList<>();

        join(fixture.engine().recover(origin -> builds.add(origin.job() + " has " + origin.build())));

        assertThat(builds).containsExactly("teams/store has teams/store#1");
    }

    @Test
    void aReleaseThatWaitsIsToldWhoHoldsTheLockAndAgainWhenAnotherDoes() {
        ReleaseId first = fixture.open("v1");
        Waiter second = waiter("v2");
        Waiter third = waiter("v3");

        assertThat(third.console())
                .singleElement()
                .asString()
                .startsWith("Waiting for production #1 (v1), since ")
                .endsWith(", which holds the lock of production; place 2 of 2 in the queue");
        assertThat(fixture.engine().waiting(third.id()).orElseThrow()).contains("#1 (v1)", "place 2 of 2");
        assertThat(fixture.engine().waiting(first)).isEmpty();

        join(fixture.engine().close(first, ReleaseState.RELEASED, ""));
        join(second.locked());
        awaitUntil(() -> third.console().size() == 2);
        assertThat(third.console().get(1)).contains("production #2 (v2)", "place 1 of 1");
        assertThat(third.locked().toCompletableFuture()).isNotDone();
    }

    @Test
    void theStatusNamesHolderAndQueueInOrderAlsoAfterARestart() {
        ReleaseId first = fixture.open("v1");
        waiter("v2");
        waiter("v3");
        EnvironmentStatus before = status();
        fixture.restart();

        assertThat(before.holder().map(LockPlace::id)).contains(first);
        assertThat(before.queue()).extracting(place -> place.id().number()).containsExactly(2, 3);
        assertThat(before.hold()).isEmpty();
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void afterARestartTheQueueKeepsItsOrderHoweverBuildsComeBack() {
        ReleaseId first = fixture.open("v1");
        ReleaseId second = waiter("v2").id();
        ReleaseId third = waiter("v3").id();
        fixture.restart();
        CompletionStage<Release> thirdAgain = locked(third);
        CompletionStage<Release> secondAgain = locked(second);
        join(fixture.engine().close(first, ReleaseState.RELEASED, ""));

        assertThat(join(secondAgain).state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(thirdAgain.toCompletableFuture()).isNotDone();
    }

    @Test
    void aReleaseThatSupersedesEndsThoseThatWaitAndLeavesAloneTheOneThatRuns() {
        ReleaseId running = fixture.open("v1");
        Waiter waiting = waiter("v2");
        Release newer = join(fixture.engine().open(superseding("v3", "shop#3")));

        assertThatThrownBy(() -> join(waiting.locked()))
                .hasRootCauseInstanceOf(SupersededException.class)
                .hasMessageContaining("Superseded by release production #3");
        assertThat(fixture.release(waiting.id()).state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(fixture.release(waiting.id()).message())
                .isEqualTo("Superseded by production #3 (v3) of build shop#3");
        assertThat(fixture.release(waiting.id()).supersededBy()).contains(newer.id());
        assertThat(fixture.release(running).state()).isEqualTo(ReleaseState.RUNNING);
        CompletionStage<Release> locked = locked(newer.id());
        join(fixture.engine().close(running, ReleaseState.RELEASED, ""));
        assertThat(join(locked).state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void rollbacksAndReleasesOfTheSameBuildAreNotSuperseded() {
        fixture.open("v1");
        Release rollback = join(fixture.engine().open(rollback()));
        Release sibling = join(fixture.engine()
                .open(new ReleaseOpening("production", ReleaseKind.RELEASE, "v2", "", origin("shop#3"))));
        join(fixture.engine().open(superseding("v3", "shop#3")));

        assertThat(fixture.release(rollback.id()).isOpen()).isTrue();
        assertThat(fixture.release(sibling.id()).isOpen()).isTrue();
    }

    @Test
    void aBuildThatComesBackLearnsThatItsReleaseWasSupersededMeanwhile() {
        fixture.open("v1");
        ReleaseId waiting = waiter("v2").id();
        fixture.restart();
        join(fixture.engine().open(superseding("v3", "shop#3")));

        assertThatThrownBy(() -> join(locked(waiting))).hasRootCauseInstanceOf(SupersededException.class);
    }

    @Test
    void aBrokenLockGoesToTheNextAndWhatRanIsInDoubtWithWhereToLook() {
        ReleaseId first = fixture.open("v1");
        CompletionStage<Node> migration = fixture.run(first, migrate("n1"));
        fixture.awaitReference(first, "n1");
        Waiter second = waiter("v2");

        Release broken = join(fixture.engine().breakLock("production", ANN));

        assertThat(broken.state()).isEqualTo(ReleaseState.IN_DOUBT);
        assertThat(broken.brokenBy()).contains(ANN);
        assertThat(broken.message()).contains("The lock of production was broken by ann: the run is stuck", "In doubt");
        assertThat(join(migration).state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(fixture.node(first, "n1").failure().map(Failure::message).orElseThrow())
                .contains("broken by ann: the run is stuck", "migrate-1", "steered platform");
        assertThat(fixture.node(first, "n1").reference()).isPresent();
        assertThat(join(second.locked()).state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(fixture.engine().ledger().environment("production").events(1))
                .anyMatch(ReleaseEvent.LockBroken.class::isInstance);
    }

    @Test
    void aReleaseWhoseLockIsBrokenStartsNothingMore() {
        ReleaseId first = fixture.open("v1");
        join(fixture.engine().breakLock("production", ANN));

        assertThatThrownBy(() -> join(fixture.run(first, migrate("n1"))))
                .hasRootCauseInstanceOf(LockBrokenException.class)
                .hasMessageContaining("The lock of production was broken by ann: the run is stuck");
        assertThat(fixture.platform().starts()).isEmpty();
        assertThat(fixture.release(first).state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(join(fixture.engine().close(first, ReleaseState.RELEASED, ""))
                        .state())
                .isEqualTo(ReleaseState.ABORTED);
    }

    @Test
    void anOrderThatHasNotAskedThePlatformYetIsRefused() {
        ReleaseId first = fixture.open("v1");
        fixture.platform().holdLookUps();
        CompletionStage<Node> migration = fixture.run(first, migrate("n1"));
        awaitUntil(() -> fixture.release(first).node("n1").isPresent());
        join(fixture.engine().breakLock("production", ANN));
        fixture.platform().freeLookUps();

        assertThat(join(migration).state()).isEqualTo(NodeState.ABORTED);
        assertThat(fixture.platform().starts()).isEmpty();
        assertThat(fixture.release(first).state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(fixture.node(first, "n1").failure().map(Failure::message).orElseThrow())
                .contains("nothing was asked of the platform");
    }

    @Test
    void aNodeThatWaitsToBeTriedAgainWasAskedForAndFailed() {
        Release waiting = fixture.release(fixture.open("v1"));
        Instant now = Instant.parse("2026-11-24T09:00:00Z");
        for (ReleaseEvent event : List.of(
                new ReleaseEvent.NodePlanned(
                        now, "n1", NodeKind.BACKUP, "Back up", NodeTerms.of(Duration.ofHours(1), OnAbort.STOP)),
                new ReleaseEvent.NodeIntended(
                        now,
                        "n1",
                        1,
                        new BackupRequest("orders", BackupType.DUMP, Compression.GZ, "b"),
                        Baseline.empty()),
                new ReleaseEvent.AttemptFailed(now, "n1", Failure.of("The disk of the database is full")))) {
            waiting = ReleaseFold.next(waiting, event);
        }
        for (ReleaseEvent event : LockBreak.events(waiting, ANN, Optional.empty(), now)) {
            waiting = ReleaseFold.next(waiting, event);
        }

        Node node = waiting.nodes().get("n1");
        assertThat(node.state()).isEqualTo(NodeState.FAILED);
        assertThat(node.failure().orElseThrow().message()).isEqualTo("The disk of the database is full");
    }

    @Test
    void aReleaseThatWaitsForDetachedWorkEndsWhenItsLockIsBroken() {
        ReleaseId first = fixture.open("v1");
        CompletionStage<Node> migration = fixture.run(first, migrate("n1"));
        fixture.awaitReference(first, "n1");
        fixture.engine().abort(first, "n1", "The build was stopped");
        assertThatThrownBy(() -> join(migration)).hasRootCauseInstanceOf(DetachedException.class);
        CompletionStage<Release> closed = fixture.engine().close(first, ReleaseState.ABORTED, "");
        join(fixture.engine().breakLock("production", ANN));

        assertThat(join(closed).state()).isEqualTo(ReleaseState.IN_DOUBT);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        assertThat(fixture.node(first, "n1").state()).isEqualTo(NodeState.IN_DOUBT);
    }

    @Test
    void aHolderThatCannotBeTakenUpIsShownWithTheReasonAndCanBeBroken() {
        ReleaseId first = fixture.open("v1");
        fixture.run(first, migrate("n1"));
        fixture.awaitReference(first, "n1");
        ReleaseId second = waiter("v2").id();
        fixture.restart();
        fixture.unconfigure();
        join(fixture.engine().recover(origin -> false));

        assertThat(status().holder().map(LockPlace::id)).contains(first);
        assertThat(status().trouble()).contains("environment: 'production' is not configured");
        Release broken = join(fixture.engine().breakLock("production", ANN));
        assertThat(broken.state()).isEqualTo(ReleaseState.IN_DOUBT);
        assertThat(status().holder()).isEmpty();
        assertThat(status().trouble()).isEmpty();
        fixture.configure();
        assertThat(join(locked(second)).state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aHolderIsTakenUpOnceItsPlatformIsConfiguredAgain() {
        ReleaseId first = fixture.open("v1");
        fixture.restart();
        fixture.unconfigure();
        join(fixture.engine().recover(origin -> false));
        assertThat(fixture.release(first).isOpen()).isTrue();
        fixture.configure();
        join(fixture.engine().recoverAgain(origin -> false));

        awaitUntil(() -> fixture.release(first).state() == ReleaseState.ABORTED);
    }

    @Test
    void aBreakThatACrashCutShortIsFinishedAfterTheRestart() {
        ReleaseId first = fixture.open("v1");
        fixture.run(first, migrate("n1"));
        fixture.awaitReference(first, "n1");
        fixture.restart();
        fixture.engine()
                .ledger()
                .environment("production")
                .append(fixture.release(first), new ReleaseEvent.LockBroken(Instant.now(), ANN));
        join(fixture.engine().recover(origin -> true));

        assertThat(fixture.release(first).state()).isEqualTo(ReleaseState.IN_DOUBT);
        assertThat(fixture.open("v2").number()).isEqualTo(2);
    }

    @Test
    void aLockThatNobodyHoldsCannotBeBroken() {
        ReleaseId first = fixture.open("v1");
        join(fixture.engine().close(first, ReleaseState.RELEASED, ""));

        assertThatThrownBy(() -> join(fixture.engine().breakLock("production", ANN)))
                .hasMessageContaining("environment: no release holds the lock of production");
    }

    @Test
    void onHoldNoReleaseIsOpenedButARollbackIs() {
        ReleaseId running = fixture.open("v1");
        join(fixture.engine().hold("production", BOB));

        assertThatThrownBy(() -> join(fixture.engine().open(EngineFixture.opening("v2"))))
                .hasMessageContaining("environment: production is on hold since ")
                .hasMessageContaining("by bob: freeze of November; lift it, or roll back");
        assertThat(fixture.release(running).isOpen()).isTrue();
        Release rollback = join(fixture.engine().open(rollback()));
        CompletionStage<Release> locked = locked(rollback.id());
        join(fixture.engine().close(running, ReleaseState.RELEASED, ""));
        assertThat(join(locked).state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aReleaseThatWaitedIsRefusedWhenItGetsTheLockOfAnEnvironmentOnHold() {
        ReleaseId first = fixture.open("v1");
        Waiter second = waiter("v2");
        join(fixture.engine().hold("production", BOB));
        join(fixture.engine().close(first, ReleaseState.RELEASED, ""));

        assertThatThrownBy(() -> join(second.locked())).hasMessageContaining("is on hold since");
        assertThat(fixture.release(second.id()).state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(status().holder()).isEmpty();
    }

    @Test
    void aHoldSurvivesARestartAndEndsWhenItIsLifted() {
        fixture.open("v1");
        join(fixture.engine().hold("production", BOB));
        fixture.restart();

        assertThat(status().hold().orElseThrow().by()).isEqualTo(BOB);
        assertThatThrownBy(() -> join(fixture.engine().hold("production", ANN)))
                .hasMessageContaining("is on hold since")
                .hasMessageContaining("by bob");
        assertThat(join(fixture.engine().lift("production", ANN)).by()).isEqualTo(BOB);
        fixture.restart();
        assertThat(status().hold()).isEmpty();
        assertThatThrownBy(() -> join(fixture.engine().lift("production", ANN))).hasMessageContaining("not on hold");
    }

    @Test
    void aSlipOfThePenMakesNoEnvironment() {
        fixture.unconfigure();

        assertThatThrownBy(() -> join(fixture.engine().hold("prodcution", BOB)))
                .hasMessageContaining("'prodcution' is not configured");
        assertThat(fixture.engine().ledger().environments()).isEmpty();
    }

    /** A release that waits for the lock. */
    private record Waiter(ReleaseId id, CompletionStage<Release> locked, List<String> console) {}

    private Waiter waiter(String name) {
        List<String> console = new CopyOnWriteArrayList<>();
        ReleaseId id = join(fixture.engine().open(EngineFixture.opening(name))).id();
        CompletionStage<Release> locked = fixture.engine().locked(id, console::add);
        awaitUntil(() -> !console.isEmpty());
        return new Waiter(id, locked, console);
    }

    private CompletionStage<Release> locked(ReleaseId id) {
        List<String> console = new CopyOnWriteArrayList<>();
        CompletionStage<Release> locked = fixture.engine().locked(id, console::add);
        awaitUntil(() -> !console.isEmpty() || locked.toCompletableFuture().isDone());
        return locked;
    }

    private EnvironmentStatus status() {
        return join(fixture.engine().status("production"));
    }

    private static ReleaseOpening superseding(String name, String build) {
        return new ReleaseOpening(
                "production", ReleaseKind.RELEASE, name, "", origin(build), LockPolicy.SUPERSEDE, false);
    }

    private static ReleaseOpening rollback() {
        return new ReleaseOpening("production", ReleaseKind.ROLLBACK, "back", "", origin("shop#9"));
    }

    private static Origin origin(String build) {
        return new Origin("ann", "Started by user ann", "shop", build, "main");
    }

    private static NodeOrder migrate(String node) {
        return new NodeOrder(
                node,
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH));
    }
}
