package io.jenkins.plugins.releaseflow.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
    @TempDir
    private Path directory;

    private History history;

    @BeforeEach
    void prepare() {
        history = new History(directory);
    }

    private Readiness readiness(PlatformFacts facts, Set<String> there) {
        RollbackPlan plan = history.plan(RollbackWish.to(new ReleaseId("production", 1)), facts);
        return Readiness.of(plan, there, facts.unanswered(), history.now());
    }

    private static PlatformFacts missing(String build) {
        return new PlatformFacts(
                Map.of(),
                Map.of(),
                Map.of(History.build(build), "build " + build + " is gone"),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aReleaseWhoseBuildsAndBackupsAreThereIsReady() {
        history.release("v1", "b1", MigrationVerdict.NONE, "").release("v2", "b2", MigrationVerdict.EXPAND, "");
        Readiness readiness = readiness(PlatformFacts.none(), Set.of("backup-of-v2"));
        assertThat(readiness.state()).isEqualTo(Readiness.State.READY);
        assertThat(readiness.way()).contains(DatabaseWay.CODE_ONLY);
        assertThat(readiness.backups()).isEqualTo(Readiness.Backups.THERE);
        assertThat(readiness.text()).contains("a backup is there");
    }

    @Test
    void aReleaseWhoseBuildIsGoneIsNotReadyAndSaysWhy() {
        history.release("v1", "b1", MigrationVerdict.NONE, "").release("v2", "b2", MigrationVerdict.NONE, "");
        Readiness readiness = readiness(missing("b1"), Set.of());
        assertThat(readiness.state()).isEqualTo(Readiness.State.NOT_READY);
        assertThat(readiness.text()).contains("build b1 is gone");
        assertThat(readiness.backups()).isEqualTo(Readiness.Backups.GONE);
    }

    @Test
    void aReleaseIsNotReadyWhereTheBuildThatKnowsTheUndoIsGone() {
        history.release("v1", "b1", MigrationVerdict.NONE, "")
                .release("v2", "b2", MigrationVerdict.REVERSIBLE, "undo v2")
                .release("v3", "b3", MigrationVerdict.NONE, "");
        Readiness readiness = readiness(missing("b2"), Set.of());
        assertThat(readiness.state()).isEqualTo(Readiness.State.NOT_READY);
        assertThat(readiness.text()).contains("knows how to undo a migration", "build b2 is gone");
    }

    @Test
    void aMigrationOfWhichNobodyKnowsAsksForADecision() {
        history.release("v1", "b1", MigrationVerdict.NONE, "").release("v2", "b2", MigrationVerdict.UNKNOWN, "");
        assertThat(readiness(PlatformFacts.none(), Set.of()).state()).isEqualTo(Readiness.State.DECISION);
    }

    @Test
    void aPlatformThatDoesNotAnswerMakesItUnknown() {
        history.release("v1", "b1", MigrationVerdict.NONE, "");
        PlatformFacts silent =
                new PlatformFacts(Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.of("it does not answer"));
        assertThat(readiness(silent, Set.of()).state()).isEqualTo(Readiness.State.UNKNOWN);
    }

    @Test
    void whatWasFoundIsThereAfterARestart() {
        history.release("v1", "b1", MigrationVerdict.NONE, "").release("v2", "b2", MigrationVerdict.EXPAND, "");
        Readiness found = readiness(PlatformFacts.none(), Set.of());
        ReadinessFile.Kept kept = new ReadinessFile.Kept(Map.of(1, found), Set.of("orders/backup-of-v1"));
        new ReadinessFile(directory.resolve("readiness.json")).write(kept);
        assertThat(new ReadinessFile(directory.resolve("readiness.json")).read())
                .isEqualTo(kept);
    }

    @Test
    void aDamagedFileCostsOnlyWhatCanBeFoundOutAnew() throws Exception {
        Path file = directory.resolve("readiness.json");
        Files.writeString(file, "{\"v\":1,\"releases\":{\"1\":{\"at\":\"yesterday\"");
        assertThat(new ReadinessFile(file).read().releases()).isEmpty();
    }
}
