package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Target API = Target.service("api");
    private static final Target REPORTS = Target.service("reports");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path home;

    private Path directory;
    private EnvironmentLedger ledger;
    private LedgerScene scene;

    /** Day by day: 1 put reports there, 2 and 4 to 9 put api there, 3 ended in doubt, 10 is open. */
    @BeforeEach
    void tenDays() throws IOException {
        directory = home.resolve("environments/production");
        ledger = open();
        scene = new LedgerScene(ledger);
        scene.released("v1", LedgerScene.pin("a1"), REPORTS);
        scene.later(DAY).released("v2", LedgerScene.pin("a2"), API);
        scene.later(DAY)
                .open("v3")
                .deploying(API, LedgerScene.pin("a3"))
                .node(NodeState.IN_DOUBT, Optional.empty())
                .end(ReleaseState.IN_DOUBT);
        for (int number = 4; number <= 9; number++) {
            scene.later(DAY).released("v" + number, LedgerScene.pin("a" + number), API);
        }
        scene.later(DAY).open("v10");
        Files.writeString(ledger.nodeLog(5, "n1"), "a log\n");
    }

    @Test
    void whatNoRuleKeepsIsRemovedButNotWhatIsLiveOpenInDoubtOrMayBeRolledBackTo() {
        assertThat(ledger.retain(new Retention(1, 0, 2), scene.now())).isEqualTo(5);

        assertThat(numbers(ledger)).containsExactly(10, 9, 8, 3, 1);
        assertThat(directory.resolve("releases/5")).doesNotExist();
        assertThat(directory.resolve("releases/9")).exists();
        assertThat(ledger.read(5)).isEmpty();
        assertThat(open().list()).isEqualTo(ledger.list());
        assertThat(open().live()).isEqualTo(ledger.live());
        assertThat(ledger.retain(new Retention(1, 0, 2), scene.now())).isZero();
    }

    @Test
    void aReleaseThatEitherRuleKeepsIsKept() {
        ledger.retain(new Retention(1, 5, 1), scene.now());
        assertThat(numbers(ledger)).containsExactly(10, 9, 8, 7, 6, 3, 1);

        ledger.retain(new Retention(4, 1, 1), scene.now());
        assertThat(numbers(ledger)).containsExactly(10, 9, 8, 7, 3, 1);
    }

    @Test
    void whateverCameAfterTheOldestThatMayBeRolledBackToIsKeptSinceItTellsOfTheDatabase() {
        scene.end(ReleaseState.FAILED);
        scene.later(DAY).released("v11", LedgerScene.pin("b1"), API);

        ledger.retain(new Retention(1, 0, 2), scene.now());

        assertThat(numbers(ledger)).containsExactly(11, 10, 9, 3, 1);
    }

    @Test
    void aReleaseThatDeployedNothingIsNoneOfThoseThatMayBeRolledBackTo() {
        scene.end(ReleaseState.RELEASED);

        ledger.retain(new Retention(1, 0, 2), scene.now());

        assertThat(numbers(ledger)).containsExactly(10, 9, 8, 3, 1);
    }

    @Test
    void withoutARuleEverythingIsKept() {
        assertThat(ledger.retain(Retention.everything(), scene.now().plus(Duration.ofDays(9999))))
                .isZero();
    }

    @Test
    void aCrashAfterTheDecisionLeavesTheRestToTheNextStart() throws IOException {
        Files.writeString(
                directory.resolve("environment.jsonl"),
                "{\"v\":1,\"at\":\"2026-11-23T06:00:00Z\",\"event\":\"removed\",\"numbers\":\"4-6,8\"}\n");

        EnvironmentLedger again = open();

        assertThat(numbers(again)).containsExactly(10, 9, 7, 3, 2, 1);
        assertThat(directory.resolve("releases/5")).doesNotExist();
    }

    @Test
    void theNumberOfARemovedReleaseIsNotUsedAgainEvenIfItWasTheNewest() throws IOException {
        Files.writeString(
                directory.resolve("environment.jsonl"),
                "{\"v\":1,\"at\":\"2026-11-23T06:00:00Z\",\"event\":\"removed\",\"numbers\":\"9-12\"}\n");
        Files.delete(directory.resolve("index.jsonl"));

        assertThat(new LedgerScene(open()).open("next").release().id().number()).isEqualTo(13);
    }

    @Test
    void whatCannotBeRecordedRemovesNothing() throws IOException {
        Files.createDirectories(directory.resolve("environment.jsonl"));

        assertThatThrownBy(() -> ledger.retain(new Retention(1, 0, 1), scene.now()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Nothing has changed");
        assertThat(numbers(ledger)).hasSize(10);
        assertThat(directory.resolve("releases/5")).exists();
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Retention(-1, 0)).hasMessage("keepReleases: -1 is less than 0");
        assertThatThrownBy(() -> new Retention(0, 0, 0)).hasMessage("rollbackWindow: 0 is less than 1");
    }

    private EnvironmentLedger open() {
        return new Ledger(home).environment("production");
    }

    private static List<Integer> numbers(EnvironmentLedger ledger) {
        return ledger.list().stream().map(summary -> summary.id().number()).toList();
    }
}
