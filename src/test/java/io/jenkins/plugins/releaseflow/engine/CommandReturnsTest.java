package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that a release set for its own time comes back before the release ends, however that goes. */
@Timeout(60)
class CommandReturnsTest {
    private static final Target API = Target.service("api");
    private static final BuildPin OLD = new BuildPin("app", "old", "0ld", "main");
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH);

    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
        fixture.platform().show(API, OLD);
        fixture.platform().showCommand(CommandOverride.of(Optional.of("serve --as before")));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void itComesBackWhenTheReleaseWentWell() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.PUT_BACK, OperationPhase.SUCCEEDED);

        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.RELEASED, "");

        DeploymentRequest back = lastStart(2);
        assertThat(back.use()).isEqualTo(CommandUse.COMMAND_ONLY);
        assertThat(back.override()).isEqualTo(CommandOverride.of(Optional.of("serve --as before")));
        fixture.platform().end("api-2", OperationPhase.SUCCEEDED);
        assertThat(join(closed).state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(fixture.node(release, "back-n1").label()).isEqualTo("Put back the command of service api");
    }

    @Test
    void itComesBackWhenTheReleaseFailsInBetween() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.PUT_BACK, OperationPhase.SUCCEEDED);

        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.FAILED, "A test failed");

        lastStart(2);
        fixture.platform().end("api-2", OperationPhase.SUCCEEDED);
        assertThat(join(closed).state()).isEqualTo(ReleaseState.FAILED);
        assertThat(join(closed).message()).isEqualTo("A test failed");
    }

    @Test
    void itComesBackAfterARestartToo() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.PUT_BACK, OperationPhase.SUCCEEDED);
        fixture.restart();

        fixture.engine().recover(origin -> false);

        lastStart(2);
        fixture.platform().end("api-2", OperationPhase.SUCCEEDED);
        awaitUntil(() -> fixture.release(release).state() == ReleaseState.ABORTED);
    }

    @Test
    void whereItsDeploymentFailedWhatWasThereBeforeComesBackWithIt() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.PUT_BACK, OperationPhase.FAILED);

        fixture.engine().close(release, ReleaseState.FAILED, "");

        DeploymentRequest back = lastStart(2);
        assertThat(back.pin()).isEqualTo(OLD);
        assertThat(back.use()).isEqualTo(CommandUse.STAYS);
    }

    @Test
    void aCommandThatIsMeantToStayStays() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.STAYS, OperationPhase.SUCCEEDED);

        join(fixture.engine().close(release, ReleaseState.RELEASED, ""));

        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void aLaterDeploymentWithACommandOfItsOwnIsLeftAsItIs() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.PUT_BACK, OperationPhase.SUCCEEDED);
        deploy(release, "n2", CommandUse.STAYS, OperationPhase.SUCCEEDED);

        join(fixture.engine().close(release, ReleaseState.RELEASED, ""));

        assertThat(fixture.platform().starts()).hasSize(2);
    }

    @Test
    void aCommandThatDoesNotComeBackMakesTheReleaseFail() {
        ReleaseId release = fixture.open("r");
        deploy(release, "n1", CommandUse.PUT_BACK, OperationPhase.SUCCEEDED);
        CompletionStage<Release> closed = fixture.engine().close(release, ReleaseState.RELEASED, "");
        lastStart(2);

        fixture.platform().end("api-2", OperationPhase.FAILED);

        assertThat(join(closed).state()).isEqualTo(ReleaseState.FAILED);
        assertThat(join(closed).message()).contains("Put back the command of service api");
    }

    private DeploymentRequest lastStart(int count) {
        awaitUntil(() -> fixture.platform().starts().size() == count);
        return (DeploymentRequest) fixture.platform().starts().get(count - 1);
    }

    private void deploy(ReleaseId release, String node, CommandUse use, OperationPhase end) {
        int starts = fixture.platform().starts().size();
        CompletionStage<Node> deployed = fixture.run(
                release,
                new NodeOrder(
                        node,
                        new NodeWork.DeployBuild(
                                API,
                                BuildSelector.ofId("app", "new"),
                                CommandOverride.of(Optional.of("migrate && serve")),
                                use,
                                NodeKind.DEPLOY_SERVICE,
                                true,
                                false),
                        TERMS));
        fixture.awaitReference(release, node);
        fixture.platform().end("api-" + (starts + 1), end);
        assertThat(join(deployed).state())
                .isEqualTo(end == OperationPhase.SUCCEEDED ? NodeState.COMPLETED : NodeState.FAILED);
    }
}
