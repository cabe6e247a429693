package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A script may order a migration again, under a new node, or two at once: no two run beside each other, and none is taken for another. */
@Timeout(60)
class OneAtATimeTest {
    private static final Duration LONG = Duration.ofMinutes(5);

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
    void aMigrationThatTookTooLongAndGoesOnIsNotStartedBesideItself() {
        ReleaseId release = fixture.open("late");
        Throwable detached = fixture.run(release, migrate("n1", Duration.ofMillis(200), OnInDoubt.ASK))
                .toCompletableFuture()
                .handle((node, failure) -> failure)
                .join();
        assertThat(detached).hasMessageContaining("goes on");

        Node again = join(fixture.run(release, migrate("n2", LONG, OnInDoubt.ASK)));

        assertThat(again.state()).isEqualTo(NodeState.FAILED);
        assertThat(message(again)).contains("(node n1)", "awaitCompletion node: 'n1'", "Nothing was started");
        assertThat(fixture.platform().starts()).hasSize(1);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        fixture.awaitNode(release, "n1", NodeState.COMPLETED);
        fixture.run(release, migrate("n3", LONG, OnInDoubt.ASK));
        fixture.awaitReference(release, "n3");
    }

    @Test
    void aMigrationInDoubtIsNotStartedAgainByAnotherStep() {
        ReleaseId release = fixture.open("doubt");
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        assertThat(join(fixture.run(release, migrate("n1", LONG, OnInDoubt.FAIL)))
                        .state())
                .isEqualTo(NodeState.IN_DOUBT);
        fixture.platform().appear("migrate-late");

        Node again = join(fixture.run(release, migrate("n2", LONG, OnInDoubt.ASK)));

        assertThat(message(again)).contains("is in doubt", "decide about it first");
        assertThat(fixture.platform().starts()).isEmpty();
    }

    @Test
    void aMigrationWhoseStartCouldNotBeRecordedIsNotStartedAgain() throws Exception {
        ReleaseId release = fixture.open("unrecorded");
        CompletableFuture<Void> finds = fixture.platform().holdFinds();
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_AFTER);
        CompletionStage<Node> first = fixture.run(release, migrate("n1", LONG, OnInDoubt.ASK));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        EngineFixture.Repair repair = fixture.breakRecord(release);
        finds.complete(null);
        first.toCompletableFuture().handle((node, failure) -> failure).join();
        repair.run();

        Node again = join(fixture.run(release, migrate("n2", LONG, OnInDoubt.ASK)));

        assertThat(again.state()).isEqualTo(NodeState.FAILED);
        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void jobsThatChangeNoDatabaseRunBesideEachOther() {
        ReleaseId release = fixture.open("shards");
        fixture.run(release, harmless("a", Map.of(), OnInDoubt.ASK, 0));
        fixture.run(release, harmless("b", Map.of(), OnInDoubt.ASK, 0));

        fixture.awaitReference(release, "a");
        fixture.awaitReference(release, "b");
        assertThat(fixture.platform().starts()).hasSize(2);
    }

    @Test
    void theRunOfAParallelStepIsNotTakenForOneWhoseStartWasLost() {
        ReleaseId release = fixture.open("parallel");
        CompletableFuture<Void> finds = fixture.platform().holdFinds();
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        CompletionStage<Node> lost = fixture.run(release, harmless("a", Map.of(), OnInDoubt.FAIL, 0));
        fixture.awaitNode(release, "a", NodeState.RUNNING);
        fixture.run(release, harmless("b", Map.of(), OnInDoubt.FAIL, 0));
        fixture.awaitReference(release, "b");
        finds.complete(null);

        assertThat(join(lost).state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(fixture.node(release, "a").reference()).isEmpty();
    }

    @Test
    void theRunOfAnotherEnvironmentIsNotTakenEitherAlsoOnceItsReleaseEnded() {
        ReleaseId production = fixture.open("production");
        CompletableFuture<Void> finds = fixture.platform().holdFinds();
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        CompletionStage<Node> lost = fixture.run(production, migrate("a", LONG, OnInDoubt.FAIL));
        fixture.awaitNode(production, "a", NodeState.RUNNING);
        ReleaseId staging = openStaging();
        CompletionStage<Node> other = fixture.run(staging, migrate("b", LONG, OnInDoubt.FAIL));
        fixture.awaitReference(staging, "b");
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        join(other);
        join(fixture.engine().close(staging, ReleaseState.RELEASED, ""));
        finds.complete(null);

        assertThat(join(lost).state()).isEqualTo(NodeState.IN_DOUBT);
    }

    @Test
    void aRunOfAnotherEnvironmentIsNotAdoptedByMistakeAlsoOnceItsReleaseEnded() {
        ReleaseId release = fixture.open("r");
        fixture.platform().nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        fixture.run(release, migrate("a", LONG, OnInDoubt.ASK));
        fixture.awaitNode(release, "a", NodeState.IN_DOUBT);
        ReleaseId staging = openStaging();
        CompletionStage<Node> other = fixture.run(staging, migrate("b", LONG, OnInDoubt.FAIL));
        fixture.awaitReference(staging, "b");
        String run = "migrate-1";
        fixture.platform().end(run, OperationPhase.SUCCEEDED);
        join(other);
        join(fixture.engine().close(staging, ReleaseState.RELEASED, ""));
        Decision ann = new Decision("ann", "looked on the platform");

        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "a", new Resolution.Adopt(run), ann)))
                .hasMessageContaining("belongs to Run job migrate (node b) of release staging #1 already");
        assertThat(fixture.node(release, "a").state()).isEqualTo(NodeState.IN_DOUBT);
    }

    @Test
    void aRunIsNotTriedAgainWithoutTheValuesOfItsVariables() {
        ReleaseId release = fixture.open("variables");
        join(fixture.engine()
                .run(
                        release,
                        harmless("n1", Map.of("TOKEN", "s3cret"), OnInDoubt.RERUN, 1),
                        false,
                        NodeConsole.silent()));
        fixture.restart();
        CompletionStage<Node> awaited = fixture.engine().await(release, "n1", NodeConsole.silent());
        fixture.platform().end("migrate-1", OperationPhase.FAILED);

        assertThat(join(awaited).state()).isEqualTo(NodeState.FAILED);
        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void aConsoleThatThrowsTakesNobodyElsesLooks() {
        ReleaseId release = fixture.open("console");
        AtomicBoolean threw = new AtomicBoolean();
        fixture.engine().run(release, migrate("a", LONG, OnInDoubt.FAIL), true, line -> {
            if (line.contains("looking again")) {
                threw.set(true);
                throw new IllegalStateException("a log decorator failed");
            }
        });
        fixture.awaitReference(release, "a");
        CompletionStage<Node> backup = fixture.run(
                release,
                new NodeOrder(
                        "b",
                        new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()),
                        NodeTerms.of(LONG, OnAbort.STOP)));
        fixture.awaitReference(release, "b");
        fixture.platform().troubleLooks(Optional.of(new PlatformException(PlatformException.Kind.NO_ANSWER, "gone")));
        awaitUntil(threw::get);
        fixture.platform().troubleLooks(Optional.empty());
        fixture.platform().end("orders-2", OperationPhase.SUCCEEDED);

        assertThat(join(backup).state()).isEqualTo(NodeState.COMPLETED);
    }

    private ReleaseId openStaging() {
        Release opened = join(fixture.engine()
                .open(new ReleaseOpening(
                        "staging", ReleaseKind.RELEASE, "s", "", new Origin("ann", "", "shop", "shop#2", "main"))));
        return join(fixture.engine().locked(opened.id(), NodeConsole.silent())).id();
    }

    private static NodeOrder migrate(String node, Duration timeout, OnInDoubt onInDoubt) {
        return new NodeOrder(
                node,
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                new NodeTerms(timeout, OnAbort.DETACH, onInDoubt, 0));
    }

    private static NodeOrder harmless(String node, Map<String, String> variables, OnInDoubt onInDoubt, int retries) {
        return new NodeOrder(
                node,
                new NodeWork.RunJob(
                        "migrate", Optional.empty(), variables, new Migration(MigrationVerdict.NONE, Optional.empty())),
                new NodeTerms(LONG, OnAbort.DETACH, onInDoubt, retries));
    }

    private static String message(Node node) {
        return node.failure().map(Failure::message).orElse("");
    }
}
