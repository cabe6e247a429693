package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads why a service did not get ready reads what it said itself. */
class DeploymentThatDoesNotGetReadyTest {
    private static final List<String> WORDS = List.of("starting", "no table invoices");

    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
        fixture.platform().build(new BuildPin("shop-build", "b-1", "4f2c222", "main"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aFailedDeploymentTellsWhatTheServicePrintedLast() {
        fixture.platform().servicesPrint(CompletableFuture.completedFuture(WORDS));

        Node failed = ended(OperationPhase.FAILED);

        assertThat(failed.state()).isEqualTo(NodeState.FAILED);
        assertThat(failed.failure().orElseThrow().logTail()).isEqualTo(WORDS);
    }

    @Test
    void aDeploymentThatTookTooLongTellsItToo() {
        fixture.platform().servicesPrint(CompletableFuture.completedFuture(WORDS));

        Node late = join(fixture.run(fixture.open("late"), deploy(Duration.ofMillis(100))));

        assertThat(late.state()).isEqualTo(NodeState.TIMED_OUT);
        assertThat(late.failure().orElseThrow().logTail()).isEqualTo(WORDS);
    }

    @Test
    void aLogThatCannotBeReadDoesNotHideTheFailure() {
        fixture.platform().servicesPrint(CompletableFuture.failedFuture(new IllegalStateException("no answer")));

        Node failed = ended(OperationPhase.FAILED);

        assertThat(failed.state()).isEqualTo(NodeState.FAILED);
        assertThat(failed.failure().orElseThrow().logTail()).isEmpty();
    }

    @Test
    void aDeploymentThatWentWellAsksForNothingMore() {
        fixture.platform().servicesPrint(new CompletableFuture<>());

        assertThat(ended(OperationPhase.SUCCEEDED).state()).isEqualTo(NodeState.COMPLETED);
    }

    private Node ended(OperationPhase phase) {
        ReleaseId release = fixture.open("shop");
        CompletionStage<Node> node = fixture.run(release, deploy(Duration.ofMinutes(5)));
        fixture.awaitReference(release, "n1");
        fixture.platform().end("shop-1", phase);
        return join(node);
    }

    private static NodeOrder deploy(Duration timeout) {
        BuildSelector selector = new BuildSelector(
                "shop-build", Optional.empty(), Optional.empty(), BuildSelector.LATEST, Optional.of("b-1"));
        return new NodeOrder(
                "n1",
                new NodeWork.DeployBuild(
                        Target.service("shop"), selector, Optional.empty(), NodeKind.DEPLOY_SERVICE, false, false),
                NodeTerms.of(timeout, OnAbort.STOP));
    }
}
