package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.SteeredPlatform.StartFault;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose build is not there yet waits for it, or has it made. */
@Timeout(60)
class BuildWaitTest {
    private static final NodeTerms DETACH = NodeTerms.of(Duration.ofMinutes(10), OnAbort.DETACH);
    private static final NodeTerms STOP = NodeTerms.of(Duration.ofMinutes(10), OnAbort.STOP);

    @TempDir
    private Path home;

    private EngineFixture fixture;
    private SteeredPlatform platform;
    private ReleaseId release;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(home);
        platform = fixture.platform();
        platform.steerBuilds();
        release = fixture.open("v1");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aBuildThatIsUnderWayIsWaitedForWithItsLogAndThenDeployed() throws IOException {
        platform.appear("shop-build-7");
        CompletionStage<Node> node = fixture.run(release, deploy("n1", false, DETACH));
        awaitBuild("shop-build-7");
        assertThat(fixture.node(release, "n1").state()).isEqualTo(NodeState.WAITING);
        platform.print("compiling");
        awaitUntil(() -> fixture.console().contains("  | compiling"));
        assertThat(platform.starts()).isEmpty();

        platform.end("shop-build-7", OperationPhase.SUCCEEDED);
        awaitDeployment("n1");
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(deployments()).containsExactly("shop-build-7");
        assertThat(fixture.release(release).builds()).isEmpty();
        assertThat(Files.readString(log("n1.build"))).contains("compiling");
        assertThat(fixture.console()).containsOnlyOnce("  | compiling");
    }

    @Test
    void aBuildThatFailsFailsTheNodeWithItsLastLinesBeforeAnythingIsDeployed() {
        platform.appear("shop-build-7");
        CompletionStage<Node> node = fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-7");
        platform.print("no such file");
        platform.end("shop-build-7", OperationPhase.FAILED);

        Failure failure = join(node).failure().orElseThrow();
        assertThat(join(node).state()).isEqualTo(NodeState.FAILED);
        assertThat(failure.message())
                .isEqualTo("Build shop-build-7 failed on the platform (failed). Nothing was deployed");
        assertThat(failure.logTail()).containsExactly("no such file");
        assertThat(platform.starts()).isEmpty();
        assertThat(fixture.release(release).builds()).isEmpty();
    }

    @Test
    void withoutABuildTheNodeFailsAndSaysHowToHaveOneStarted() {
        Node node = join(fixture.run(release, deploy("n1", false, DETACH)));

        assertThat(node.state()).isEqualTo(NodeState.FAILED);
        assertThat(message(node)).contains("there is no build of shop-build", "buildIfMissing: true");
        assertThat(platform.starts()).isEmpty();
    }

    @Test
    void aBuildThatFailedEarlierIsToldWithItsLastLinesAndTheRemedy() {
        platform.print("no such file");
        platform.end("shop-build-7", OperationPhase.FAILED);

        Node node = join(fixture.run(release, deploy("n1", false, DETACH)));

        assertThat(message(node)).contains("shop-build-7 (c0ffee1, main), is failed", "buildIfMissing: true");
        assertThat(node.failure().orElseThrow().logTail()).containsExactly("no such file");
    }

    @Test
    void aMissingBuildIsStartedOnceItIsOnRecordThatItIsWanted() {
        CompletionStage<Node> node = fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");
        assertThat(platform.starts())
                .containsExactly(
                        new BuildRequest("shop-build", Optional.of("main"), Optional.empty(), Optional.empty()));
        assertThat(fixture.release(release).builds().values())
                .allMatch(build -> build.isOurs() && build.node().equals("n1"));
        assertThat(fixture.node(release, "n1").notes())
                .contains("started build shop-build-1 of shop-build")
                .anyMatch(note -> note.endsWith("Starting one"));

        platform.end("shop-build-1", OperationPhase.SUCCEEDED);
        awaitDeployment("n1");
        platform.end("migrate-2", OperationPhase.SUCCEEDED);
        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void aBuildThatFailedEarlierIsBuiltAgainWhereTheStepSaysSo() {
        platform.end("shop-build-0", OperationPhase.FAILED);
        fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");

        assertThat(fixture.node(release, "n1").notes())
                .anyMatch(note -> note.contains("shop-build-0 (c0ffee1, main), is failed. Starting a new one"));
    }

    @Test
    void aBuildWhoseStartGotNoAnswerIsFoundAndNotStartedAgain() {
        platform.nextStart(StartFault.LOST_AFTER);
        fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");

        assertThat(platform.starts()).hasSize(1);
        assertThat(fixture.node(release, "n1").notes())
                .contains("found on the platform: build shop-build-1 of shop-build");
    }

    @Test
    void aBuildThatThePlatformNeverHeardOfIsAskedForAgain() {
        platform.nextStart(StartFault.LOST_BEFORE);
        fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");

        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void aPlatformThatRefusesTheBuildFailsTheNode() {
        platform.nextStart(StartFault.REFUSED);
        Node node = join(fixture.run(release, deploy("n1", true, DETACH)));

        assertThat(message(node)).contains("409");
        assertThat(fixture.release(release).builds()).isEmpty();
    }

    @Test
    void nodesThatAskForTheSameWaitForOneBuildAndGetTheSamePin() {
        CompletionStage<Node> first = fixture.run(release, deploy("n1", true, DETACH));
        CompletionStage<Node> second = fixture.run(release, deploy("n2", true, DETACH));
        awaitBuild("shop-build-1");
        platform.end("shop-build-1", OperationPhase.SUCCEEDED);
        awaitDeployment("n1");
        awaitDeployment("n2");
        platform.end("migrate-2", OperationPhase.SUCCEEDED);
        platform.end("migrate-3", OperationPhase.SUCCEEDED);

        assertThat(join(first).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(second).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(deployments()).containsExactly("shop-build-1", "shop-build-1");
        assertThat(platform.starts()).filteredOn(BuildRequest.class::isInstance).hasSize(1);
        assertThat(fixture.release(release).pins()).hasSize(1);
    }

    @Test
    void afterARestartTheSameBuildIsWaitedForAndItsLogGoesOn() {
        fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");
        platform.print("before the restart");
        awaitUntil(() -> fixture.console().contains("  | before the restart"));
        fixture.restart();
        platform.print("after the restart");
        CompletionStage<Node> node = fixture.run(release, deploy("n1", true, DETACH));
        awaitUntil(() -> fixture.console().contains("  | after the restart"));
        platform.end("shop-build-1", OperationPhase.SUCCEEDED);
        awaitDeployment("n1");
        platform.end("migrate-2", OperationPhase.SUCCEEDED);

        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(platform.starts()).filteredOn(BuildRequest.class::isInstance).hasSize(1);
        assertThat(fixture.console()).containsOnlyOnce("  | before the restart");
    }

    @Test
    void aBuildThatWasAskedForWhenTheControllerDiedIsFoundAgain() throws IOException {
        platform.nextStart(StartFault.LOST_AFTER);
        fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");
        fixture.restart();
        Path record = fixture.engine().ledger().environment("production").recordOf(release.number());
        List<String> lines = Files.readAllLines(record);
        int intended = lines.indexOf(lines.stream()
                .filter(line -> line.contains("build-intended"))
                .findFirst()
                .orElseThrow());
        Files.write(record, lines.subList(0, intended + 1));

        fixture.run(release, deploy("n1", true, DETACH));
        awaitBuild("shop-build-1");
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void anAbortEndsTheWaitAtOnceAndLeavesABuildAloneThatOthersStarted() {
        platform.appear("shop-build-7");
        CompletionStage<Node> node = fixture.run(release, deploy("n1", true, STOP));
        awaitBuild("shop-build-7");
        fixture.engine().abort(release, "n1", "Stopped by ann");

        assertThat(join(node).state()).isEqualTo(NodeState.ABORTED);
        assertThat(message(join(node)))
                .isEqualTo("Stopped by ann; nothing was deployed; build shop-build-7 goes on on the platform");
        assertThat(platform.stopped()).isEmpty();
        assertThat(join(fixture.engine().close(release, ReleaseState.ABORTED, ""))
                        .state())
                .isEqualTo(ReleaseState.ABORTED);
    }

    @Test
    void anAbortStopsABuildThatTheReleaseStartedWhereTheStepSaysSo() {
        CompletionStage<Node> node = fixture.run(release, deploy("n1", true, STOP));
        awaitBuild("shop-build-1");
        fixture.engine().abort(release, "n1", "Stopped by ann");

        assertThat(message(join(node)))
                .isEqualTo("Stopped by ann; nothing was deployed; the platform was asked to stop build shop-build-1");
        assertThat(platform.stopped()).extracting(OperationReference::id).containsExactly("shop-build-1");
        assertThat(fixture.release(release).builds()).isEmpty();
    }

    @Test
    void aBuildThatAnotherNodeWaitsForIsNotStopped() {
        CompletionStage<Node> first = fixture.run(release, deploy("n1", true, STOP));
        awaitBuild("shop-build-1");
        CompletionStage<Node> second = fixture.run(release, deploy("n2", false, STOP));
        awaitUntil(
                () -> fixture.console().contains("Deploy build to job migrate: waits for the same build as node n1"));
        fixture.engine().abort(release, "n1", "Stopped by ann");
        assertThat(join(first).state()).isEqualTo(NodeState.ABORTED);
        platform.end("shop-build-1", OperationPhase.SUCCEEDED);
        awaitDeployment("n2");
        platform.end("migrate-2", OperationPhase.SUCCEEDED);

        assertThat(join(second).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(platform.stopped()).isEmpty();
    }

    @Test
    void theTimeLimitCoversTheWaitForTheBuild() {
        platform.appear("shop-build-7");
        NodeTerms brief = NodeTerms.of(Duration.ofMillis(150), OnAbort.DETACH);
        Node node = join(fixture.run(release, deploy("n1", false, brief)));

        assertThat(node.state()).isEqualTo(NodeState.TIMED_OUT);
        assertThat(message(node)).contains("'timeout'", "nothing was deployed");
    }

    @Test
    void aRetryAfterAFailedBuildStartsANewOne() {
        NodeTerms twice = new NodeTerms(Duration.ofMinutes(10), OnAbort.DETACH, OnInDoubt.ASK, 1);
        fixture.run(release, deploy("n1", true, twice));
        awaitBuild("shop-build-1");
        platform.end("shop-build-1", OperationPhase.FAILED);
        awaitBuild("shop-build-2");

        assertThat(fixture.node(release, "n1").failedAttempts()).hasSize(1);
    }

    private void awaitBuild(String id) {
        awaitUntil(() -> fixture.release(release).builds().values().stream().anyMatch(build -> build.reference()
                .map(OperationReference::id)
                .filter(id::equals)
                .isPresent()));
    }

    private void awaitDeployment(String node) {
        fixture.awaitReference(release, node);
    }

    private List<String> deployments() {
        return platform.starts().stream()
                .filter(DeploymentRequest.class::isInstance)
                .map(OperationRequest.class::cast)
                .map(request -> ((DeploymentRequest) request).pin().summary().replaceAll(" .*", ""))
                .toList();
    }

    private Path log(String name) {
        return fixture.engine().ledger().environment("production").nodeLog(release.number(), name);
    }

    private static String message(Node node) {
        return node.failure().map(Failure::message).orElse("");
    }

    private static NodeOrder deploy(String node, boolean buildIfMissing, NodeTerms terms) {
        BuildSelector main = new BuildSelector(
                "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty());
        return new NodeOrder(
                node,
                new NodeWork.DeployBuild(
                        Target.job("migrate"), main, Optional.empty(), NodeKind.DEPLOY_BUILD, false, buildIfMissing),
                terms);
    }
}
