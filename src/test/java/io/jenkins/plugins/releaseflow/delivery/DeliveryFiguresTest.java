package io.jenkins.plugins.releaseflow.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LedgerScene;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The definitions of {@code docs/figures.md}. The scene begins on a Monday. */
class DeliveryFiguresTest {
    private static final Target API = Target.service("api");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;

    private EnvironmentLedger ledger;
    private LedgerScene scene;

    @BeforeEach
    void begin() {
        ledger = new Ledger(home).environment("production");
        scene = new LedgerScene(ledger);
    }

    @Test
    void deploymentsAreCountedInTheWeekInWhichTheyEndedAndWeeksWithoutAnyAreThereToo() {
        scene.released("v1", pin("a1"), API);
        scene.later(DAY).released("v2", pin("a2"), API);
        scene.at(LedgerScene.START
                        .plus(Duration.ofDays(13))
                        .plus(Duration.ofHours(15))
                        .plusSeconds(3570))
                .released("over midnight into Monday", pin("a3"), API);

        List<WeekFigures> weeks = figures(4);

        assertThat(weeks)
                .extracting(WeekFigures::monday)
                .containsExactly(
                        LocalDate.parse("2026-10-26"),
                        LocalDate.parse("2026-11-02"),
                        LocalDate.parse("2026-11-09"),
                        LocalDate.parse("2026-11-16"));
        assertThat(weeks).extracting(WeekFigures::deployments).containsExactly(0, 2, 0, 1);
    }

    @Test
    void aReleaseThatPutNothingLiveIsNoDeploymentAndOneThatTouchedNothingIsNoChange() {
        scene.open("only a backup").end(ReleaseState.RELEASED);
        scene.later(HOUR).open("failed before it touched anything").end(ReleaseState.FAILED);

        WeekFigures week = week();
        assertThat(week.deployments()).isZero();
        assertThat(week.changes()).isZero();
        assertThat(week.failures()).isZero();
    }

    @Test
    void theLeadTimeIsFromTheBuildToWhenItWasLive() {
        scene.released("v1", LedgerScene.pin("a1", Optional.of(scene.now().minus(HOUR))), API);
        scene.later(HOUR).released("without a time", pin("a2"), API);

        assertThat(week().leadTimes()).containsExactly(HOUR.plusMinutes(1));
    }

    @Test
    void aReleaseFailedWhenItDidNotEndWellOrWasRolledBack() {
        scene.released("v1", pin("a1"), API);
        scene.later(HOUR).released("v2, rolled back", pin("a2"), API);
        scene.later(HOUR)
                .open("back", ReleaseKind.ROLLBACK, new Origin("ann", "", "shop", "shop#3", "main"))
                .deployed(API, pin("a1"))
                .end(ReleaseState.RELEASED);
        scene.later(HOUR)
                .open("v3")
                .deploying(API, pin("a3"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(HOUR).released("v4", pin("a4"), API);

        WeekFigures week = week();
        assertThat(week.changes()).isEqualTo(4);
        assertThat(week.failures()).isEqualTo(2);
        assertThat(week.rollbacks()).isEqualTo(1);
        assertThat(week.deployments()).isEqualTo(3);
    }

    @Test
    void whatARollbackWentBackToDidNotFail() {
        scene.released("v1", pin("a1"), API);
        scene.later(HOUR)
                .open("v2, not live")
                .deploying(API, pin("a2"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(HOUR).rollback(1).deployed(API, pin("a1")).end(ReleaseState.RELEASED);

        WeekFigures week = week();
        assertThat(week.changes()).isEqualTo(2);
        assertThat(week.failures()).isEqualTo(1);
        assertThat(week.restoreTimes()).hasSize(1);
    }

    @Test
    void whatWasGoneBackToFirstMayBeUndoneLater() {
        scene.released("v1", pin("a1"), API);
        scene.later(HOUR).released("v2", pin("a2"), API);
        scene.later(HOUR)
                .open("v3, not live")
                .deploying(API, pin("a3"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(HOUR).rollback(2).deployed(API, pin("a2")).end(ReleaseState.RELEASED);
        assertThat(week().failures()).isEqualTo(1);
        scene.later(HOUR).rollback(1).deployed(API, pin("a1")).end(ReleaseState.RELEASED);
        assertThat(week().failures()).isEqualTo(2);
    }

    @Test
    void theTimeToRestoreIsFromTheFirstFailureToTheNextReleaseOrRollbackThatWentWell() {
        scene.released("v1", pin("a1"), API);
        scene.later(HOUR)
                .open("v2")
                .deploying(API, pin("a2"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(HOUR)
                .open("v3, tried again")
                .deploying(API, pin("a3"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(HOUR).released("v4", pin("a4"), API);

        WeekFigures week = week();
        assertThat(week.restoreTimes()).containsExactly(HOUR.multipliedBy(2).plusMinutes(2));
        assertThat(week.unrestored()).isZero();
    }

    @Test
    void aRollbackThatFailedRestoresNothing() {
        scene.released("v1", pin("a1"), API);
        scene.later(HOUR)
                .open("v2")
                .deploying(API, pin("a2"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(HOUR)
                .open("back", ReleaseKind.ROLLBACK, new Origin("ann", "", "shop", "shop#3", "main"))
                .deploying(API, pin("a1"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);

        WeekFigures week = week();
        assertThat(week.failures()).isEqualTo(1);
        assertThat(week.restoreTimes()).isEmpty();
        assertThat(week.unrestored()).isEqualTo(1);
    }

    @Test
    void aFailureCountsInItsOwnWeekEvenIfItWasRestoredLater() {
        scene.open("v1")
                .deploying(API, pin("a1"))
                .node(NodeState.FAILED, Optional.empty())
                .end(ReleaseState.FAILED);
        scene.later(Duration.ofDays(7)).released("v2", pin("a2"), API);

        List<WeekFigures> weeks = figures(2);
        assertThat(weeks.get(0).restoreTimes())
                .containsExactly(Duration.ofDays(7).plusMinutes(1));
        assertThat(weeks.get(1).failures()).isZero();
    }

    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(DeliveryFigures.median(List.of())).isEmpty();
        assertThat(DeliveryFigures.median(List.of(HOUR, DAY, DAY.plus(HOUR)))).contains(DAY);
    }

    @Test
    void numbersOfWeeksThatCannotBeAreRefused() {
        assertThatThrownBy(() -> figures(0)).hasMessageStartingWith("weeks: 0 is out of range");
        assertThatThrownBy(() -> figures(261)).hasMessageStartingWith("weeks: 261 is out of range");
    }

    private WeekFigures week() {
        return figures(1).get(0);
    }

    private List<WeekFigures> figures(int weeks) {
        return DeliveryFigures.of(ledger.list(), weeks, Clock.fixed(scene.now(), ZoneOffset.UTC))
                .weeks();
    }

    private static Pin pin(String version) {
        return LedgerScene.pin(version);
    }
}
