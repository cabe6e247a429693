package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseEngineTest {
    private static final EngineSettings QUICK = new EngineSettings(
            new PollSchedule(Duration.ofMillis(2), Duration.ofMillis(10), 0.1, 0),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(20));
    private static final Origin ANN = new Origin("ann", "Started by user ann", "shop", "shop#1", "main");

    @TempDir
    private Path home;

    private final SteeredPlatform platform = new SteeredPlatform();
    private final BlockingQueue<ReleaseEvent> events = new LinkedBlockingQueue<>();
    private final List<String> console = new CopyOnWriteArrayList<>();
    private ScheduledThreadPoolExecutor executor;
    private ReleaseEngine engine;

    @BeforeEach
    void start() {
        executor = new ScheduledThreadPoolExecutor(2);
        engine = new ReleaseEngine(
                new Ledger(home),
                (environment, origin) -> platform,
                any -> QUICK,
                executor,
                Clock.systemUTC(),
                new Random(1));
        engine.addListener((release, event) -> events.add(event));
    }

    @AfterEach
    void stop() throws InterruptedException {
        executor.shutdownNow();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNodeIsOnRecordBeforeThePlatformHearsOfItAndCompletesOnlyWhenThePlatformSaysSo() {
        ReleaseId release = open("first");
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);

        assertThat(node.toCompletableFuture()).isNotDone();
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        Release ended = join(engine.close(release, ReleaseState.RELEASED, ""));
        assertThat(ended.state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(kindsOnDisk(release))
                .containsExactly(
                        "Opened", "LockTaken", "NodePlanned", "NodeIntended", "OperationStarted", "NodeEnded", "Ended");
    }

    @Test
    void aRunOfAJobWhoseAnswerWasLostIsAdoptedAndNotStartedAgain() {
        platform.nextStart(SteeredPlatform.StartFault.LOST_AFTER);
        ReleaseId release = open("lost");
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(platform.starts()).hasSize(1);
        assertThat(join(node).notes()).anyMatch(note -> note.contains("migrate-1"));
    }

    @Test
    void aRunOfAJobThatMayOrMayNotHaveBeenStartedIsInDoubtAndNeverStartedAgain() {
        platform.nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        ReleaseId release = open("doubt");

        Node node = join(run(release, migrate("n1")));

        assertThat(node.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(node.failure().map(Failure::message).orElse("")).contains("not certain", "migrate");
        assertThat(platform.starts()).isEmpty();
        assertThat(join(engine.close(release, ReleaseState.FAILED, "")).state()).isEqualTo(ReleaseState.IN_DOUBT);
    }

    @Test
    void aBackupThatWasNotStartedIsAskedForAgainUnderTheSameName() {
        platform.nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        ReleaseId release = open("backup");
        CompletionStage<Node> node = run(release, backup("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.end("orders-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(node).attempts()).isEqualTo(2);
    }

    @Test
    void aPlatformThatCannotBeReachedIsAskedAgainSinceItHeardNothing() {
        platform.nextStart(SteeredPlatform.StartFault.UNREACHABLE);
        ReleaseId release = open("unreachable");
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void aRefusedStartFailsTheNodeWithThePlatformsWords() {
        platform.nextStart(SteeredPlatform.StartFault.REFUSED);
        ReleaseId release = open("refused");

        Node node = join(run(release, migrate("n1")));

        assertThat(node.state()).isEqualTo(NodeState.FAILED);
        assertThat(node.failure().map(Failure::message)).contains("409 No deployment configured");
    }

    @Test
    void aFailedRunCarriesTheLastLinesOfItsLog() {
        ReleaseId release = open("failed");
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.print("Migrating schema to version 2");
        platform.print("ERROR: UNIQUE constraint failed");
        platform.end("migrate-1", OperationPhase.FAILED);

        Node failed = join(node);
        assertThat(failed.state()).isEqualTo(NodeState.FAILED);
        assertThat(failed.failure().orElseThrow().logTail())
                .containsExactly("Migrating schema to version 2", "ERROR: UNIQUE constraint failed");
        assertThat(console).contains("  | ERROR: UNIQUE constraint failed");
    }

    @Test
    void anUnknownStateIsNeverSuccessAndIsWatchedOn() {
        ReleaseId release = open("unknown");
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.end("migrate-1", OperationPhase.UNKNOWN);
        int before = platform.looks();
        awaitUntil(() -> platform.looks() > before + 3);

        assertThat(node.toCompletableFuture()).isNotDone();
        platform.end("migrate-1", OperationPhase.SUCCEEDED);
        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void anOperationThatIsGoneFromThePlatformIsInDoubt() {
        ReleaseId release = open("gone");
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.vanish("migrate-1");

        assertThat(join(node).state()).isEqualTo(NodeState.IN_DOUBT);
    }

    @Test
    void looksThatFailAreRepeatedAndToldOnce() {
        ReleaseId release = open("trouble");
        platform.troubleLooks(
                Optional.of(new PlatformException(PlatformException.Kind.SERVER_ERROR, "502 Bad Gateway")));
        CompletionStage<Node> node = run(release, migrate("n1"));
        awaitUntil(() -> platform.looks() > 3);
        platform.end("migrate-1", OperationPhase.SUCCEEDED);
        platform.troubleLooks(Optional.empty());

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(console.stream().filter(line -> line.contains("502 Bad Gateway")))
                .hasSize(1);
    }

    @Test
    void latestIsResolvedOnceForAllNodesOfARelease() {
        ReleaseId release = open("pins");
        BuildSelector latest = new BuildSelector(
                "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty());
        CompletionStage<Node> job = run(release, deploy("n1", Target.job("migrate"), latest));
        CompletionStage<Node> service = run(release, deploy("n2", Target.service("shop"), latest));
        awaitUntil(() -> platform.starts().size() == 2);
        platform.starts()
                .forEach(start -> platform.end(
                        start.resource() + "-" + (platform.starts().indexOf(start) + 1), OperationPhase.SUCCEEDED));

        assertThat(join(job).deployment().orElseThrow().pin())
                .isEqualTo(join(service).deployment().orElseThrow().pin());
        assertThat(platform.resolutions()).isEqualTo(1);
    }

    @Test
    void anAbortedBackupIsStoppedOnThePlatform() {
        ReleaseId release = open("abort");
        CompletionStage<Node> backup = run(release, backup("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);

        engine.abort(release, "n1", "ann stopped it");

        assertThat(join(backup).state()).isEqualTo(NodeState.ABORTED);
        assertThat(platform.stopped()).extracting(OperationReference::id).containsExactly("orders-1");
    }

    @Test
    void anAbortedMigrationGoesOnAndKeepsTheLockUntilItsEndIsKnown() {
        ReleaseId release = open("abort");
        CompletionStage<Node> migration = run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        CompletionStage<Release> next = join(
                engine.open(opening("next")).thenApply(Release::id).thenApply(id -> engine.locked(id, console::add)));

        engine.abort(release, "n1", "ann stopped it");
        assertThatThrownBy(() -> join(migration))
                .hasRootCauseInstanceOf(DetachedException.class)
                .hasMessageContaining("ann stopped it; migrate-1 goes on");
        CompletionStage<Release> closed = engine.close(release, ReleaseState.ABORTED, "ann stopped it");
        assertThat(engine.hasDetached(release)).isTrue();
        int looks = platform.looks();
        awaitUntil(() -> platform.looks() > looks + 2);
        engine.close(release, ReleaseState.FAILED, "somebody else's reason");
        assertThat(closed.toCompletableFuture()).isNotDone();
        assertThat(next.toCompletableFuture()).isNotDone();
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        Release ended = join(closed);
        assertThat(ended.state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(ended.message()).isEqualTo("ann stopped it");
        assertThat(ended.node("n1").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(ended.node("n1").orElseThrow().notes()).anyMatch(note -> note.contains("goes on"));
        assertThat(join(next).state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void aNodeThatTakesTooLongSaysWhichParameterToRaiseAndIsRecordedAsWhatItCameTo() {
        ReleaseId release = open("slow");
        CompletionStage<Node> migration = run(
                release,
                new NodeOrder("n1", migrate("n1").work(), NodeTerms.of(Duration.ofMillis(50), OnAbort.DETACH)));

        assertThatThrownBy(() -> join(migration)).hasMessageContaining("'timeout'");
        CompletionStage<Release> closed = engine.close(release, ReleaseState.FAILED, "");
        platform.end("migrate-1", OperationPhase.FAILED);

        assertThat(join(closed).node("n1").orElseThrow().state()).isEqualTo(NodeState.FAILED);
    }

    @Test
    void aSecondReleaseOfAnEnvironmentWaitsForTheFirst() {
        ReleaseId first = open("first");
        Release second = join(engine.open(opening("second")));
        CompletionStage<Release> locked = engine.locked(second.id(), console::add);
        awaitUntil(() -> console.stream().anyMatch(line -> line.contains("Waiting for production #1")));

        assertThat(locked.toCompletableFuture()).isNotDone();
        join(engine.close(first, ReleaseState.RELEASED, ""));

        assertThat(join(locked).state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void afterARestartARunningOperationIsWatchedOnAndTheReleaseOfALostBuildEnds() throws Exception {
        ReleaseId release = open("restart");
        run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        stop();
        start();

        join(engine.recover(origin -> false));
        assertThat(engine.find(release)).isPresent();
        platform.end("migrate-1", OperationPhase.SUCCEEDED);
        awaitEvent(ReleaseEvent.Ended.class);

        Release ended =
                engine.ledger().environment("production").read(release.number()).orElseThrow();
        assertThat(ended.state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(ended.node("n1").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void afterARestartANodeWithOnlyAnIntentAdoptsItsOperation() throws Exception {
        ReleaseId release = open("intent");
        run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        stop();
        cutOffLastEvent(release);
        start();

        CompletionStage<Node> node = run(release, migrate("n1"));
        join(engine.recover(origin -> true));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void aStepThatIsResumedBeforeAnythingWasTakenUpFindsItsRelease() throws Exception {
        ReleaseId release = open("early");
        run(release, migrate("n1"));
        awaitEvent(ReleaseEvent.OperationStarted.class);
        stop();
        start();

        CompletionStage<Node> node = run(release, migrate("n1"));
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(engine.close(release, ReleaseState.RELEASED, "")).state())
                .isEqualTo(ReleaseState.RELEASED);
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void afterARestartANewReleaseWaitsForTheOneThatHoldsTheLock() throws Exception {
        ReleaseId first = open("first");
        stop();
        start();

        Origin bob = new Origin("bob", "Started by user bob", "shop", "shop#2", "main");
        Release second = join(engine.open(new ReleaseOpening("production", ReleaseKind.RELEASE, "second", "", bob)));
        CompletionStage<Release> locked = engine.locked(second.id(), console::add);
        awaitUntil(() -> console.stream().anyMatch(line -> line.contains("Waiting for production #1")));
        assertThat(locked.toCompletableFuture()).isNotDone();
        join(engine.recover(bob::equals));

        assertThat(join(locked).state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(engine.ledger()
                        .environment("production")
                        .read(first.number())
                        .orElseThrow()
                        .state())
                .isEqualTo(ReleaseState.ABORTED);
    }

    @Test
    void aLogIsReadOnAfterARestartWithoutShowingALineTwice() throws Exception {
        ReleaseId release = open("log");
        run(release, migrate("n1"));
        platform.print("Migrating schema to version 2");
        awaitUntil(() -> console.contains("  | Migrating schema to version 2"));
        stop();
        start();
        console.clear();

        CompletionStage<Node> node = run(release, migrate("n1"));
        platform.print("ERROR: UNIQUE constraint failed");
        platform.end("migrate-1", OperationPhase.FAILED);

        assertThat(join(node).failure().orElseThrow().logTail())
                .containsExactly("Migrating schema to version 2", "ERROR: UNIQUE constraint failed");
        assertThat(console).doesNotContain("  | Migrating schema to version 2");
    }

    @Test
    void nothingIsStartedThatCannotBeRecorded() throws Exception {
        ReleaseId release = open("full");
        Path record = engine.ledger().environment("production").recordOf(release.number());
        Files.delete(record);
        Files.createDirectory(record);

        assertThatThrownBy(() -> join(run(release, migrate("n1"))))
                .hasMessageContaining("Can't write the release record");
        assertThat(platform.starts()).isEmpty();
    }

    private void cutOffLastEvent(ReleaseId release) throws Exception {
        Path record = engine.ledger().environment("production").recordOf(release.number());
        List<String> lines = Files.readAllLines(record);
        Files.write(record, lines.subList(0, lines.size() - 1));
    }

    private ReleaseId open(String name) {
        Release release = join(engine.open(opening(name)));
        return join(engine.locked(release.id(), console::add)).id();
    }

    private static ReleaseOpening opening(String name) {
        return new ReleaseOpening("production", ReleaseKind.RELEASE, name, "", ANN);
    }

    private CompletionStage<Node> run(ReleaseId release, NodeOrder order) {
        return engine.run(release, order, true, console::add);
    }

    private static NodeOrder migrate(String node) {
        return new NodeOrder(
                node,
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of("TOKEN", "s3cret")),
                new NodeTerms(Duration.ofMinutes(5), OnAbort.DETACH, OnInDoubt.FAIL, 0));
    }

    private static NodeOrder backup(String node) {
        return new NodeOrder(
                node,
                new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()),
                NodeTerms.of(Duration.ofMinutes(5), OnAbort.STOP));
    }

    private static NodeOrder deploy(String node, Target target, BuildSelector selector) {
        return new NodeOrder(
                node,
                new NodeWork.DeployBuild(target, selector, Optional.empty(), NodeKind.DEPLOY_BUILD),
                new NodeTerms(Duration.ofMinutes(5), OnAbort.DETACH, OnInDoubt.FAIL, 0));
    }

    private List<String> kindsOnDisk(ReleaseId release) {
        return engine.ledger().environment("production").events(release.number()).stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private void awaitEvent(Class<? extends ReleaseEvent> type) {
        try {
            ReleaseEvent event;
            do {
                event = events.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("an event of " + type.getSimpleName()).isNotNull();
            } while (!type.isInstance(event));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
