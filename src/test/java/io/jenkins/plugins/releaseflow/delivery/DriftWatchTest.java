package io.jenkins.plugins.releaseflow.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LedgerScene;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftWatchTest {
    private static final Target API = Target.service("api");
    private static final BuildPin ONE = LedgerScene.pin("a1");
    private static final BuildPin TWO = LedgerScene.pin("b2");
    private static final Decision ANN = new Decision("ann", "hotfix of tonight");

    @TempDir
    private Path home;

    private final SteeredPlatform platform = new SteeredPlatform();
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
    private Optional<SchemaCheck> schemaCheck = Optional.empty();
    private EnvironmentLedger ledger;
    private LedgerScene scene;
    private DriftWatch watch;

    @BeforeEach
    void oneIsLive() {
        Ledger all = new Ledger(home);
        ledger = all.environment("production");
        scene = new LedgerScene(ledger);
        scene.released("v1", ONE, API);
        watch = new DriftWatch(
                all, (environment, origin) -> platform, environment -> schemaCheck, executor, new SceneClock());
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void whereThePlatformHasWhatTheLedgerSaysNothingHasDrifted() {
        platform.show(API, new BuildPin(ONE.buildService(), ONE.buildId(), "", ""));

        DriftReport report = check();

        assertThat(report.hasDrift()).isFalse();
        assertThat(report.targets().get(0).verdict()).isEqualTo(DriftVerdict.NONE);
        assertThat(watch.last("production")).contains(report);
    }

    @Test
    void whatSomebodyDeployedPastTheLedgerIsToldWithWhatToDo() {
        platform.show(API, TWO);

        TargetDrift drift = check().targets().get(0);

        assertThat(drift.verdict()).isEqualTo(DriftVerdict.DIFFERENT);
        assertThat(drift.text())
                .isEqualTo("The platform has build-b2 (b200000, main) there, which no release put there;"
                        + " the ledger says build-a1 (a100000, main)");
        assertThat(drift.remedy()).startsWith("Adopt what is there, with a note");
    }

    @Test
    void whatContinuousDeploymentPutThereIsCalledByItsName() {
        LiveTarget live = ledger.live().get(0);

        TargetDrift drift = TargetDrift.of(live, new Baseline(Set.of(), Optional.of(TWO), "", true));

        assertThat(drift.verdict()).isEqualTo(DriftVerdict.CONTINUOUS_DEPLOYMENT);
        assertThat(drift.text()).startsWith("Continuous deployment put build-b2");
        assertThat(drift.remedy()).startsWith("Turn continuous deployment off");
        TargetDrift same = TargetDrift.of(live, new Baseline(Set.of(), Optional.of(ONE), "", true));
        assertThat(same.verdict()).isEqualTo(DriftVerdict.NONE);
        assertThat(same.remedy()).startsWith("Continuous deployment is on");
    }

    @Test
    void aTargetThatHasNothingAnyMoreHasDrifted() {
        assertThat(check().targets().get(0).verdict()).isEqualTo(DriftVerdict.GONE);
    }

    @Test
    void whileAReleaseChangesATargetItHasNotDriftedAndAfterAFailureItIsNotCertain() {
        platform.show(API, TWO);
        scene.later(Duration.ofMinutes(5)).open("v2").deploying(API, TWO);
        assertThat(check().targets().get(0).verdict()).isEqualTo(DriftVerdict.UNDER_WAY);

        scene.node(NodeState.FAILED, Optional.empty()).end(ReleaseState.FAILED);
        assertThat(check().targets().get(0).verdict()).isEqualTo(DriftVerdict.UNCERTAIN);
    }

    @Test
    void whatIsAdoptedIsOnRecordAndIsNoDriftAnyMore() {
        platform.show(API, TWO);

        Pin adopted = watch.adopt("production", "service api", TWO.summary(), ANN)
                .toCompletableFuture()
                .join();

        assertThat(adopted).isEqualTo(TWO);
        assertThat(check().hasDrift()).isFalse();
        assertThat(new Ledger(home)
                        .environment("production")
                        .live()
                        .get(0)
                        .certain()
                        .orElseThrow()
                        .adoption())
                .contains(ANN);
    }

    @Test
    void nothingIsAdoptedThatNobodyHasSeenOrThatIsNoDrift() {
        platform.show(API, TWO);
        assertRefused("service api", "build-c3", "is build-b2 (b200000, main) by now");
        assertRefused(
                "service web", TWO.summary(), "target: 'service web' is none of production's; it has service api");
        platform.show(API, ONE);
        assertRefused("service api", ONE.summary(), "there is nothing to adopt on service api");
        assertThat(ledger.live().get(0).certain().orElseThrow().adoption()).isEmpty();
    }

    private void assertRefused(String target, String pin, String words) {
        assertThatThrownBy(() -> watch.adopt("production", target, pin, ANN)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void theDatabaseIsAskedForItsSchemaAndTheLastLineIsTheVersion() {
        schemaCheck = Optional.of(new SchemaCheck("schema-version", Optional.of("version.sh")));
        platform.print("connecting");
        platform.print("  42  ");
        platform.print("");

        assertThat(asked(1).schema().orElseThrow().version()).isEqualTo("42");
        JobRunRequest run = (JobRunRequest) platform.starts().get(0);
        assertThat(run.command()).contains("version.sh");
        assertThat(new Ledger(home).environment("production").schemas())
                .singleElement()
                .satisfies(report -> assertThat(report.version()).isEqualTo("42"));
    }

    @Test
    void aSchemaThatChangesWithoutAMigrationHasDriftedAndOneThatAReleaseMigratedHasNot() {
        schemaCheck = Optional.of(new SchemaCheck("schema-version", Optional.empty()));
        platform.show(API, ONE);
        platform.print("schema-version-1", "41");
        platform.print("schema-version-2", "42");
        platform.print("schema-version-3", "43");
        asked(1);

        scene.later(Duration.ofMinutes(5));
        DriftReport past = asked(2);
        assertThat(past.hasDrift()).isTrue();
        assertThat(past.schema().orElseThrow().text())
                .isEqualTo("The schema changed from 41 to 42, although no release ran a migration in between");

        scene.later(Duration.ofMinutes(5))
                .open("v2")
                .migrated("migrate", Migration.undeclared())
                .end(ReleaseState.RELEASED);
        scene.later(Duration.ofMinutes(5));
        assertThat(asked(3).hasDrift()).isFalse();
    }

    private DriftReport reported(int run, String version) {
        platform.print("schema-version-" + run, version);
        scene.later(Duration.ofMinutes(5));
        return asked(run);
    }

    @Test
    void driftOfTheSchemaLastsUntilItIsAsBeforeOrSomebodyAdoptsIt() {
        schemaCheck = Optional.of(new SchemaCheck("schema-version", Optional.empty()));
        platform.show(API, ONE);
        reported(1, "41");
        reported(2, "42");
        assertThat(reported(3, "42").hasDrift())
                .as("it does not go away by itself")
                .isTrue();
        assertThat(reported(4, "42").schema().orElseThrow().remedy()).contains("Adopt it");
        assertThat(reported(5, "41").hasDrift()).as("as before").isFalse();
        assertThat(reported(6, "42").hasDrift()).isTrue();

        assertThatThrownBy(() -> watch.adoptSchema("production", "41", ANN))
                .hasMessageContaining("reports the schema 42 by now, and not '41'");
        watch.adoptSchema("production", "42", ANN);

        assertThat(watch.last("production").orElseThrow().hasDrift()).isFalse();
        assertThat(reported(7, "42").hasDrift()).isFalse();
        assertThatThrownBy(() -> watch.adoptSchema("production", "42", ANN))
                .hasMessageContaining("there is nothing to adopt");
        assertThat(SchemaDrift.of(new Ledger(home).environment("production"))
                        .orElseThrow()
                        .isDrift())
                .as("after a restart")
                .isFalse();
    }

    @Test
    void aMigrationThatChangedNoVersionExplainsNoLaterChange() {
        schemaCheck = Optional.of(new SchemaCheck("schema-version", Optional.empty()));
        platform.show(API, ONE);
        reported(1, "41");
        scene.later(Duration.ofMinutes(5))
                .open("v2")
                .migrated("migrate", Migration.undeclared())
                .end(ReleaseState.RELEASED);
        assertThat(reported(2, "41").hasDrift()).isFalse();
        assertThat(reported(3, "42").hasDrift()).isTrue();
    }

    @Test
    void aJobThatMayBeAMigrationIsNeverRunToAskForTheSchema() {
        schemaCheck = Optional.of(new SchemaCheck("migrate", Optional.empty()));
        platform.show(API, ONE);
        scene.later(Duration.ofMinutes(5))
                .open("v2")
                .migrated("migrate", Migration.undeclared())
                .end(ReleaseState.RELEASED);
        int asked = platform.starts().size();

        assertThat(check().schema()).isEmpty();
        assertThat(platform.starts()).hasSize(asked);
    }

    @Test
    void theDatabaseIsNotAskedBesideARelease() {
        schemaCheck = Optional.of(new SchemaCheck("schema-version", Optional.empty()));
        scene.later(Duration.ofMinutes(5)).open("v2");

        assertThat(check().schema()).isEmpty();
        assertThat(platform.starts()).isEmpty();
    }

    @Test
    void aCheckOfTheSchemaThatFailsLosesNothingElse() {
        schemaCheck = Optional.of(new SchemaCheck("schema-version", Optional.empty()));
        platform.show(API, ONE);
        platform.nextStart(SteeredPlatform.StartFault.REFUSED);

        DriftReport report = check();

        assertThat(report.schema()).isEmpty();
        assertThat(report.targets().get(0).verdict()).isEqualTo(DriftVerdict.NONE);
    }

    private DriftReport check() {
        return watch.check("production").toCompletableFuture().join();
    }

    /** Checks, while the run of the schema's job ends well. */
    private DriftReport asked(int run) {
        Runnable end = () -> {
            if (platform.starts().size() == run) {
                platform.end("schema-version-" + run, OperationPhase.SUCCEEDED);
            }
        };
        executor.scheduleWithFixedDelay(end, 5, 5, TimeUnit.MILLISECONDS);
        return check();
    }

    /** The scene's time. */
    private final class SceneClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return scene.now();
        }
    }
}
