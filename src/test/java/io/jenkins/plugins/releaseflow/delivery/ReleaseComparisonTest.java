package io.jenkins.plugins.releaseflow.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LedgerScene;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseComparisonTest {
    private static final Target API = Target.service("api");
    private static final Target WEB = Target.service("web");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BuildPin ONE = built("a1", 1);
    private static final BuildPin TWO = built("a2", 2);
    private static final BuildPin THREE = built("a3", 3);

    @TempDir
    private Path home;

    private EnvironmentLedger ledger;

    @BeforeEach
    void threeReleases() {
        ledger = new Ledger(home).environment("production");
        LedgerScene scene = new LedgerScene(ledger);
        scene.open("v1")
                .migrated("migrate", Migration.undeclared())
                .deployed(API, ONE)
                .deployed(WEB, ONE)
                .end(ReleaseState.RELEASED);
        scene.later(HOUR)
                .open("v2, failed after its migration")
                .migrated("migrate", new Migration(MigrationVerdict.DESTRUCTIVE, Optional.of("undo.sh")))
                .end(ReleaseState.FAILED);
        scene.later(HOUR)
                .open("v3")
                .migrated("report", new Migration(MigrationVerdict.NONE, Optional.empty()))
                .migrated("migrate", new Migration(MigrationVerdict.EXPAND, Optional.empty()))
                .deployed(API, THREE)
                .end(ReleaseState.RELEASED);
    }

    private static BuildPin built(String version, int hour) {
        return LedgerScene.pin(version, Optional.of(LedgerScene.START.plus(HOUR.multipliedBy(hour))));
    }

    @Test
    void targetsAreShownWithWhatEachReleasePutThere() {
        ReleaseComparison compared = compare(1, 3, Optional.empty());

        assertThat(compared.isBackwards()).isFalse();
        assertThat(compared.targets()).hasSize(2);
        TargetDifference api = compared.targets().get(0);
        assertThat(api.from()).contains(ONE);
        assertThat(api.to()).contains(THREE);
        assertThat(api.between()).isEmpty();
        assertThat(compared.targets().get(1).to()).isEmpty();
    }

    @Test
    void theMigrationsAreThoseOfAllReleasesInBetweenAlsoOfFailedOnesAndTheSameBackwards() {
        List<RanMigration> forwards = compare(1, 3, Optional.empty()).migrations();

        assertThat(forwards)
                .extracting(migration -> migration.release().number() + " " + migration.job() + " "
                        + migration.migration().verdict())
                .containsExactly("2 migrate DESTRUCTIVE", "3 migrate EXPAND");
        assertThat(compare(3, 1, Optional.empty()).migrations()).isEqualTo(forwards);
        assertThat(compare(3, 1, Optional.empty()).isBackwards()).isTrue();
    }

    @Test
    void theBuildsInBetweenAreThoseOfTheBranchUpToTheNewerOne() {
        BuildPin other = new BuildPin("shop-build", "other", "f", "feature", TWO.builtAt());
        Platform platform = listing(built("a4", 4), THREE, other, TWO, ONE);

        assertThat(compare(1, 3, Optional.of(platform)).targets().get(0).between())
                .contains(List.of(THREE, TWO));
    }

    @Test
    void whereThePlatformDoesNotListTheOlderBuildAnyMoreOrDoesNotAnswerNothingIsClaimed() {
        assertThat(compare(1, 3, Optional.of(listing(THREE, TWO)))
                        .targets()
                        .get(0)
                        .between())
                .isEmpty();
        SteeredPlatform broken = new SteeredPlatform();
        broken.troubleLooks(Optional.of(new PlatformException(PlatformException.Kind.NO_ANSWER, "no")));
        assertThat(compare(1, 3, Optional.of(broken)).targets().get(0).between())
                .isEmpty();
    }

    @Test
    void nodesOfTheSameLabelAreComparedByTimeAndParameters() {
        NodeDifference migrate = compare(1, 3, Optional.empty()).nodes().stream()
                .filter(node -> node.label().equals("Run job migrate"))
                .findFirst()
                .orElseThrow();

        assertThat(migrate.from()).contains(Duration.ofMinutes(2));
        assertThat(migrate.to()).contains(Duration.ofMinutes(2));
        assertThat(migrate.parameters())
                .containsExactly(new ParameterDifference("migration", Optional.empty(), Optional.of("expand")));
    }

    @Test
    void aReleaseThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> compare(1, 9, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("to: there is no release production #9");
    }

    private static Platform listing(BuildPin... builds) {
        SteeredPlatform platform = new SteeredPlatform();
        platform.list(Stream.of(builds)
                .map(pin -> new SucceededBuild(pin, Optional.empty()))
                .toArray(SucceededBuild[]::new));
        return platform;
    }

    private ReleaseComparison compare(int from, int to, Optional<Platform> platform) {
        return ReleaseComparer.compare(ledger, from, to, platform)
                .toCompletableFuture()
                .join();
    }
}
