package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOrderTest {
    private static final BuildPin OLD = pin("b-old", "abc1111", "09:12:00Z");
    private static final BuildPin NEW = pin("b-new", "4f2c222", "10:40:00Z");
    private static final Target SHOP = Target.service("shop");

    @TempDir
    private Path home;

    private EngineFixture fixture;
    private int operations;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
        fixture.platform().build(OLD);
        fixture.platform().build(NEW);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void anOlderBuildThanTheLiveOneIsRefusedBeforeAnythingIsAsked() {
        released(NEW);
        ReleaseId late = fixture.open("late");
        Node refused = join(fixture.run(late, deploy("n1", OLD, SHOP, false)));

        assertThat(refused.state()).isEqualTo(NodeState.FAILED);
        assertThat(message(refused))
                .isEqualTo("older build refused: build b-old of commit abc1111, built 2026-03-01T09:12:00Z;"
                        + " live on service shop is b-new of commit 4f2c222, built 2026-03-01T10:40:00Z (release #1);"
                        + " pass allowOlder: true to deploy it all the same, or roll back to an earlier release");
        assertThat(fixture.platform().starts()).hasSize(1);
        assertThat(fixture.engine().ledger().environment("production").events(2))
                .noneMatch(ReleaseEvent.NodeIntended.class::isInstance);
    }

    @Test
    void theLiveBuildIsKnownAfterARestart() {
        released(NEW);
        fixture.restart();

        assertThat(join(fixture.run(fixture.open("late"), deploy("n1", OLD, SHOP, false)))
                        .state())
                .isEqualTo(NodeState.FAILED);
    }

    @Test
    void whereOlderBuildsAreAllowedThatIsNoted() {
        released(NEW);
        ReleaseId byRelease = open(ReleaseKind.RELEASE, true);
        Node deployed = deployed(byRelease, deploy("n1", OLD, SHOP, false));
        join(fixture.engine().close(byRelease, ReleaseState.RELEASED, ""));
        released(NEW);
        Node byStep = deployed(fixture.open("step"), deploy("n1", OLD, SHOP, true));

        assertThat(deployed.state()).isEqualTo(NodeState.COMPLETED);
        assertThat(deployed.notes())
                .singleElement()
                .asString()
                .startsWith("Older build allowed: build b-old of commit abc1111")
                .contains("b-new of commit 4f2c222", "(release #1)");
        assertThat(byStep.notes()).hasSize(1);
    }

    @Test
    void aRollbackMayGoBack() {
        released(NEW);

        assertThat(deployed(open(ReleaseKind.ROLLBACK, false), deploy("n1", OLD, SHOP, false))
                        .state())
                .isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void theSameBuildAndNewerOnesAndOtherTargetsAreNotRefused() {
        released(OLD);
        released(NEW);
        released(NEW);

        assertThat(deployed(fixture.open("job"), deploy("n1", OLD, Target.job("migrate"), false))
                        .state())
                .isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void whatSomebodyDeployedPastTheLedgerCounts() {
        released(OLD);
        fixture.platform().show(SHOP, new BuildPin("shop-build", "b-new", "4f2c222", "main"));
        Node refused = join(fixture.run(fixture.open("late"), deploy("n1", OLD, SHOP, false)));

        assertThat(message(refused)).contains("live on service shop is b-new of commit 4f2c222, built", "10:40");
        assertThat(message(refused)).doesNotContain("(release #");
    }

    @Test
    void whatSomebodyPutBackPastTheLedgerCountsToo() {
        released(NEW);
        fixture.platform().show(SHOP, OLD);

        assertThat(deployed(fixture.open("same"), deploy("n1", OLD, SHOP, false))
                        .state())
                .isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void whatCannotBeComparedIsNotRefused() {
        released(OLD);
        fixture.platform().show(SHOP, new BuildPin("shop-build", "gone", "", ""));
        assertThat(deployed(fixture.open("gone"), deploy("n1", OLD, SHOP, false))
                        .state())
                .isEqualTo(NodeState.COMPLETED);
        join(fixture.engine().close(new ReleaseId("production", 2), ReleaseState.RELEASED, ""));

        fixture.platform().show(SHOP, new ImagePin("registry.example/shop@sha256:" + "a".repeat(64)));
        assertThat(deployed(fixture.open("image"), deploy("n1", OLD, SHOP, false))
                        .state())
                .isEqualTo(NodeState.COMPLETED);
    }

    @Test
    void aRecordWithoutTheTimeOfTheBuildAsksThePlatform() {
        ReleaseId first = fixture.open("old ledger");
        fixture.platform().build(new BuildPin("shop-build", "b-new", "4f2c222", "main"));
        deployed(first, deploy("n1", NEW, SHOP, false));
        join(fixture.engine().close(first, ReleaseState.RELEASED, ""));
        fixture.platform().build(NEW);

        assertThat(message(join(fixture.run(fixture.open("late"), deploy("n1", OLD, SHOP, false)))))
                .contains("older build refused", "(release #1)");
    }

    private void released(BuildPin pin) {
        ReleaseId release = open(ReleaseKind.RELEASE, false);
        assertThat(deployed(release, deploy("n1", pin, SHOP, false)).state()).isEqualTo(NodeState.COMPLETED);
        join(fixture.engine().close(release, ReleaseState.RELEASED, ""));
    }

    private ReleaseId open(ReleaseKind kind, boolean allowOlder) {
        ReleaseId id = join(fixture.engine()
                        .open(new ReleaseOpening(
                                "production",
                                kind,
                                "",
                                "",
                                new Origin("ann", "", "shop", "shop#1", "main"),
                                LockPolicy.QUEUE,
                                allowOlder)))
                .id();
        return join(fixture.engine().locked(id, NodeConsole.silent())).id();
    }

    private Node deployed(ReleaseId release, NodeOrder order) {
        CompletionStage<Node> node = fixture.run(release, order);
        fixture.awaitReference(release, order.node());
        operations++;
        NodeWork.DeployBuild work = (NodeWork.DeployBuild) order.work();
        fixture.platform().end(work.target().id() + "-" + operations, OperationPhase.SUCCEEDED);
        return join(node);
    }

    private static NodeOrder deploy(String node, BuildPin pin, Target target, boolean allowOlder) {
        BuildSelector selector = new BuildSelector(
                "shop-build", Optional.empty(), Optional.empty(), BuildSelector.LATEST, Optional.of(pin.buildId()));
        return new NodeOrder(
                node,
                new NodeWork.DeployBuild(
                        target, selector, Optional.empty(), NodeKind.DEPLOY_SERVICE, allowOlder, false),
                NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH));
    }

    private static BuildPin pin(String id, String commit, String time) {
        return new BuildPin("shop-build", id, commit, "main", Optional.of(Instant.parse("2026-03-01T" + time)));
    }

    private static String message(Node node) {
        return node.failure().map(Failure::message).orElse("");
    }
}
