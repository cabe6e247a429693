package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveTargetsTest {
    private static final Target API = Target.service("api");
    private static final Target MIGRATE = Target.job("migrate");
    private static final BuildPin ONE = LedgerScene.pin("a1");
    private static final BuildPin TWO = LedgerScene.pin("b2");

    @TempDir
    private Path home;

    private EnvironmentLedger ledger;
    private LedgerScene scene;

    @BeforeEach
    void oneIsLive() {
        ledger = new Ledger(home).environment("production");
        scene = new LedgerScene(ledger);
        scene.released("v1", ONE, MIGRATE, API);
        scene.later(Duration.ofHours(1));
    }

    @Test
    void whatTheLastReleasePutThereIsLiveSinceThePlatformSaidSo() {
        assertThat(ledger.live()).extracting(LiveTarget::target).containsExactly(API, MIGRATE);
        LiveTarget.Deployed api = live(API).certain().orElseThrow();
        assertThat(api.pin()).isEqualTo(ONE);
        assertThat(api.at()).isEqualTo(LedgerScene.START.plusSeconds(120));
        assertThat(api.release().orElseThrow().number()).isEqualTo(1);
        assertThat(live(API).isCertain()).isTrue();
    }

    @Test
    void aReleaseThatFailedLaterOnLeavesWhatItPutThereBefore() {
        scene.open("v2").deployed(MIGRATE, TWO).end(ReleaseState.FAILED);

        assertThat(live(MIGRATE).certain().orElseThrow().pin()).isEqualTo(TWO);
        assertThat(live(API).certain().orElseThrow().pin()).isEqualTo(ONE);
    }

    @Test
    void aRollbackChangesWhatIsLive() {
        scene.released("v2", TWO, API);
        scene.later(Duration.ofMinutes(5))
                .open("back", ReleaseKind.ROLLBACK, new Origin("ann", "", "shop", "shop#3", "main"))
                .deployed(API, ONE)
                .end(ReleaseState.RELEASED);

        assertThat(live(API).certain().orElseThrow().pin()).isEqualTo(ONE);
        assertThat(live(API).certain().orElseThrow().release().orElseThrow().number())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"FAILED", "ABORTED", "TIMED_OUT", "IN_DOUBT"})
    void aDeploymentThatDidNotEndWellMakesUncertainWhatIsLive(NodeState end) {
        scene.open("v2")
                .deploying(API, TWO)
                .node(end, Optional.of(Failure.of("no")))
                .end(ReleaseState.FAILED);

        LiveTarget api = live(API);
        assertThat(api.isCertain()).isFalse();
        assertThat(api.certain().orElseThrow().pin()).isEqualTo(ONE);
        assertThat(api.later().orElseThrow().pin()).isEqualTo(TWO);
        assertThat(api.later().orElseThrow().outcome()).isEqualTo(ChangeOutcome.UNCERTAIN);
        assertThat(live(MIGRATE).isCertain()).isTrue();
    }

    @Test
    void aDeploymentThatIsUnderWayIsSaidToBe() {
        scene.open("v2").deploying(API, TWO);

        assertThat(live(API).later().orElseThrow().outcome()).isEqualTo(ChangeOutcome.UNDER_WAY);
    }

    @Test
    void aDeploymentThatThePlatformRefusedChangesNothing() {
        scene.open("v2");
        refused(422);
        scene.end(ReleaseState.FAILED);
        assertThat(live(API).isCertain()).isTrue();

        scene.open("v3");
        refused(502);
        scene.end(ReleaseState.FAILED);
        assertThat(live(API).isCertain()).isFalse();
    }

    private void refused(int status) {
        String node = "r" + status;
        scene.append(new ReleaseEvent.NodeIntended(
                scene.now(), node, 1, new DeploymentRequest(API, TWO, Optional.empty()), Baseline.empty()));
        scene.append(new ReleaseEvent.NodeEnded(
                scene.now(),
                node,
                NodeState.FAILED,
                Map.of(),
                Optional.of(new Failure("no", Optional.of(new PlatformAnswer("POST /x", status, "", "")), List.of()))));
    }

    @Test
    void theNextReleaseThatGoesWellEndsTheUncertainty() {
        scene.open("v2")
                .deploying(API, TWO)
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(Duration.ofMinutes(5)).released("v3", TWO, API);

        assertThat(live(API).isCertain()).isTrue();
        assertThat(live(API).certain().orElseThrow().release().orElseThrow().number())
                .isEqualTo(3);
    }

    @Test
    void aDoubtThatIsResolvedLaterCountsFromThen() {
        scene.open("v2")
                .deploying(API, TWO)
                .node(NodeState.IN_DOUBT, Optional.empty())
                .end(ReleaseState.IN_DOUBT);
        scene.append(new ReleaseEvent.DoubtResolved(
                scene.now(), "n3", new Resolution.MarkCompleted(), new Decision("ann", "seen")));

        assertThat(live(API).certain().orElseThrow().pin()).isEqualTo(TWO);
        assertThat(live(API).isCertain()).isTrue();
    }

    @Test
    void aDoubtThatIsResolvedAfterANewerReleaseDoesNotPutTheOldBuildBack() {
        scene.open("v2")
                .deploying(API, TWO)
                .node(NodeState.IN_DOUBT, Optional.empty())
                .end(ReleaseState.IN_DOUBT);
        Release doubtful = scene.release();
        scene.open("v3").deployed(API, LedgerScene.pin("c3")).end(ReleaseState.RELEASED);

        ledger.append(
                doubtful,
                new ReleaseEvent.DoubtResolved(
                        scene.now(), "n3", new Resolution.MarkCompleted(), new Decision("ann", "tidying up")));

        assertThat(live(API).certain().orElseThrow().pin()).isEqualTo(LedgerScene.pin("c3"));
        assertThat(live(API).isCertain()).isTrue();
    }

    @Test
    void aDoubtThatTurnsOutToBeNothingBringsTheEarlierOneBack() {
        scene.open("v2").deployed(API, TWO).end(ReleaseState.RELEASED);
        scene.open("v3")
                .deploying(API, LedgerScene.pin("c3"))
                .node(NodeState.IN_DOUBT, Optional.empty())
                .end(ReleaseState.IN_DOUBT);

        assertThat(live(API).certain().orElseThrow().pin()).isEqualTo(TWO);
    }

    @Test
    void whatWasFoundThereAndAdoptedIsLiveFromThenOnAndAfterARestart() {
        ImagePin found = new ImagePin("registry.example/hotfix@sha256:0b");
        ledger.adopt(API, found, new Decision("bob", "hotfix of tonight"), scene.now());

        LiveTarget.Deployed api = live(API).certain().orElseThrow();
        assertThat(api.pin()).isEqualTo(found);
        assertThat(api.adoption().orElseThrow().text()).isEqualTo("bob: hotfix of tonight");
        assertThat(new Ledger(home).environment("production").live()).isEqualTo(ledger.live());

        scene.later(Duration.ofMinutes(5)).released("v2", TWO, API);
        assertThat(live(API).certain().orElseThrow().pin()).isEqualTo(TWO);
    }

    private LiveTarget live(Target target) {
        return ledger.live().stream()
                .filter(live -> live.target().equals(target))
                .findFirst()
                .orElseThrow();
    }
}
