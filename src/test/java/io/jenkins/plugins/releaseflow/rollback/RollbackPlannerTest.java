package io.jenkins.plugins.releaseflow.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.releaseflow.ledger.Retention;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.pages.RollbackPlanJson;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.release.RunImage;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackPlannerTest {
    private static final ReleaseId FIRST = new ReleaseId("production", 1);

    @TempDir
    Path directory;

    private History history;

    @BeforeEach
    void openLedger() {
        history = new History(directory);
    }

    private static RollbackWish first(String database, String backup) {
        return RollbackWish.of(FIRST, database, "", backup);
    }

    private static List<String> calls(RollbackPlan plan) {
        return plan.calls().stream()
                .map(call -> call.request().kind() + " " + call.request().resource())
                .toList();
    }

    private static List<String> blocking(RollbackPlan plan) {
        return plan.problems().stream()
                .filter(PlanProblem::blocking)
                .map(PlanProblem::code)
                .toList();
    }

    @Test
    void onlyTheCodeGoesBackWhereMigrationsOnlyAdd() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.EXPAND, "");
        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));
        assertThat(plan.way()).isEqualTo(DatabaseWay.CODE_ONLY);
        assertThat(plan.isReady()).isTrue();
        assertThat(calls(plan)).containsExactly("DEPLOYMENT migrate", "DEPLOYMENT shop");
        assertThat(plan.targets()).allMatch(target -> target.change() == TargetChangePlan.Change.CHANGED);
        assertThat(plan.permanent())
                .first()
                .asString()
                .contains("migration of #2")
                .contains("stays");
    }

    @Test
    void migrationsAreUndoneNewestFirstByTheBuildThatIsLeftBeforeTheServiceGoesBack() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .release("1.1", "b", MigrationVerdict.REVERSIBLE, "down 1")
                .release("1.2", "c", MigrationVerdict.REVERSIBLE, "down 2");
        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));
        assertThat(plan.way()).isEqualTo(DatabaseWay.DOWN_MIGRATION);
        assertThat(plan.calls().stream().map(call -> call.request().toString()))
                .satisfiesExactly(
                        call -> assertThat(call).contains("JobRun").contains("down 2"),
                        call -> assertThat(call).contains("Deployment").contains("buildId=b"),
                        call -> assertThat(call).contains("JobRun").contains("down 1"),
                        call -> assertThat(call).contains("migrate").contains("buildId=a"),
                        call -> assertThat(call).contains("shop").contains("buildId=a"));
    }

    @Test
    void aRestoreBacksUpFirstAndIsNeverChosenByItself() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.DESTRUCTIVE, "");
        RollbackPlan unasked = history.plan(RollbackWish.to(FIRST));
        assertThat(unasked.fitting()).isEmpty();
        assertThat(unasked.way()).isEqualTo(DatabaseWay.CODE_ONLY);
        assertThat(blocking(history.plan(first("restore", "")))).containsExactly("no-backup");
        RollbackPlan plan = history.plan(first("restore", "backup-of-1.1"));
        assertThat(plan.isReady()).isTrue();
        assertThat(calls(plan))
                .containsExactly("BACKUP orders", "RESTORE orders", "DEPLOYMENT migrate", "DEPLOYMENT shop");
        assertThat(plan.losses()).singleElement().asString().contains("discards every write since the backup began");
    }

    @Test
    void onlyABackupWithTheSchemaOfTheReleaseFits() {
        history.release("1.0", "a", MigrationVerdict.EXPAND, "").release("1.1", "b", MigrationVerdict.EXPAND, "");
        assertThat(history.plan(RollbackWish.to(FIRST)).backups())
                .extracting(BackupAtHand::id, BackupAtHand::fits)
                .containsExactly(tuple("backup-of-1.1", true), tuple("backup-of-1.0", false));
    }

    @Test
    void anUndeclaredMigrationIsUnknownUnlessItsLogSaysThatThereWasNothingToDo() throws IOException {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.UNKNOWN, "");
        RollbackPlan unknown = history.plan(RollbackWish.to(FIRST));
        assertThat(unknown.verdict()).isEqualTo(MigrationVerdict.UNKNOWN);
        assertThat(unknown.fitting()).isEmpty();
        String node = unknown.migrations().get(0).node();
        Files.writeString(
                history.ledger().nodeLog(2, node), "Schema \"main\" is up to date. No migration necessary.\n");
        RollbackPlan none = history.plan(RollbackWish.to(FIRST));
        assertThat(none.verdict()).isEqualTo(MigrationVerdict.NONE);
        assertThat(none.fitting()).contains(DatabaseWay.CODE_ONLY);
        Files.writeString(
                history.ledger().nodeLog(2, node),
                "Migrating schema \"main\" to version 2\nSchema \"main\" is up to date. No migration necessary.\n");
        assertThat(history.plan(RollbackWish.to(FIRST)).verdict()).isEqualTo(MigrationVerdict.UNKNOWN);
    }

    @Test
    void aFailedMigrationCountsAsOneThatRan() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .open("1.1")
                .deploy(Target.job("migrate"), "b")
                .migrate(MigrationVerdict.REVERSIBLE, "down", NodeState.FAILED)
                .end(ReleaseState.FAILED);
        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));
        assertThat(plan.migrations()).hasSize(1);
        assertThat(plan.fitting()).isEmpty();
    }

    @Test
    void aRollbackThatFailedAfterItsUndoGoesOnWithoutRepeatingIt() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .release("1.1", "b", MigrationVerdict.REVERSIBLE, "down")
                .rollback(1, DatabaseWay.DOWN_MIGRATION)
                .run("down", Migration.undeclared(), NodeState.COMPLETED)
                .end(ReleaseState.FAILED);
        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));
        assertThat(plan.migrations()).isEmpty();
        assertThat(plan.way()).isEqualTo(DatabaseWay.CODE_ONLY);
        assertThat(calls(plan)).containsExactly("DEPLOYMENT migrate", "DEPLOYMENT shop");
    }

    @Test
    void anUndoThatIsAskedForOnceMorePutsBackTheCodeThatIsLeft() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .release("1.1", "b", MigrationVerdict.REVERSIBLE, "down")
                .rollback(1, DatabaseWay.DOWN_MIGRATION)
                .run("down", Migration.undeclared(), NodeState.COMPLETED)
                .end(ReleaseState.ABORTED);
        RollbackPlan plan = history.plan(RollbackWish.of(FIRST, "undo", "", ""));
        assertThat(plan.isReady()).as("%s", plan.problems()).isTrue();
        assertThat(calls(plan)).containsExactly("DEPLOYMENT migrate", "DEPLOYMENT shop");
    }

    @Test
    void rollingBackARollbackRunsTheMigrationAgainThatItUndid() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .release("1.1", "b", MigrationVerdict.REVERSIBLE, "down")
                .rollback(1, DatabaseWay.DOWN_MIGRATION)
                .run("down", Migration.undeclared(), NodeState.COMPLETED)
                .deploy(Target.job("migrate"), "a")
                .deploy(Target.service("shop"), "a")
                .end(ReleaseState.RELEASED);
        RollbackWish second = RollbackWish.to(new ReleaseId("production", 2));
        RollbackPlan plan = history.plan(second);
        assertThat(plan.way()).isEqualTo(DatabaseWay.DOWN_MIGRATION);
        assertThat(calls(plan)).containsExactly("DEPLOYMENT migrate", "JOB_RUN migrate", "DEPLOYMENT shop");
        assertThat(blocking(history.plan(RollbackWish.of(new ReleaseId("production", 2), "code", "", ""))))
                .containsExactly("schema-lacks");
        history.rollback(2, DatabaseWay.DOWN_MIGRATION)
                .deploy(Target.job("migrate"), "b")
                .migrate(MigrationVerdict.REVERSIBLE, "down", NodeState.COMPLETED)
                .deploy(Target.service("shop"), "b")
                .end(ReleaseState.RELEASED);
        assertThat(history.plan(second).isNothingToDo()).isTrue();
        assertThat(history.plan(RollbackWish.to(FIRST)).migrations()).hasSize(1);
    }

    /** The release ran it with a build of its own that it did not leave on the job, or left to an earlier release. */
    @Test
    void aMigrationIsRunAgainByTheBuildThatRanItAndTheJobGetsBackWhatItHad() {
        history.release("1.0", "a", MigrationVerdict.NONE, "");
        history.open("1.1")
                .deploy(Target.job("migrate"), "b")
                .migrate(MigrationVerdict.REVERSIBLE, "down", NodeState.COMPLETED)
                .end(ReleaseState.RELEASED);
        history.open("1.2").deploy(Target.service("shop"), "b").end(ReleaseState.RELEASED);
        history.rollback(1, DatabaseWay.DOWN_MIGRATION)
                .run("down", Migration.undeclared(), NodeState.COMPLETED)
                .deploy(Target.job("migrate"), "a")
                .deploy(Target.service("shop"), "a")
                .end(ReleaseState.RELEASED);

        RollbackPlan plan = history.plan(RollbackWish.to(new ReleaseId("production", 3)));

        assertThat(plan.calls())
                .extracting(RollbackCall::request)
                .extracting(request -> request instanceof DeploymentRequest deployment
                        ? deployment.target().id() + " " + ((BuildPin) deployment.pin()).buildId()
                        : "run " + request.resource())
                .containsExactly("migrate b", "run migrate", "migrate a", "shop b");
    }

    @Test
    void aRunWithAnImageOfItsOwnIsUndoneWithThatImageAndItsCredentials() {
        history.release("1.0", "a", MigrationVerdict.NONE, "");
        RunImage image = new RunImage(new ImagePin("registry.example.com/migrate:2"), Optional.of("pull"));
        Migration migration = new Migration(MigrationVerdict.REVERSIBLE, Optional.of("down"));
        history.open("1.1")
                .node(
                        new JobRunRequest(
                                "migrate",
                                CommandOverride.of(Optional.empty()),
                                Map.of(),
                                migration,
                                Optional.of(image),
                                Optional.empty(),
                                Concurrency.of(migration)),
                        NodeKind.RUN_JOB,
                        "run-9",
                        NodeState.COMPLETED)
                .deploy(Target.service("shop"), "b")
                .end(ReleaseState.RELEASED);

        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));

        assertThat(plan.calls().get(0).request()).isInstanceOfSatisfying(JobRunRequest.class, run -> {
            assertThat(run.image()).contains(image);
            assertThat(run.command()).contains("down");
        });
    }

    @Test
    void anUndoOfWhichNobodyKnowsWhetherItRanIsNotRunOnceMore() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .release("1.1", "b", MigrationVerdict.REVERSIBLE, "down")
                .rollback(1, DatabaseWay.DOWN_MIGRATION)
                .run("down", Migration.undeclared(), NodeState.IN_DOUBT)
                .end(ReleaseState.IN_DOUBT);

        assertThat(blocking(history.plan(RollbackWish.to(FIRST)))).contains("open-doubt");
    }

    @Test
    void aMigrationThatAPersonMarkedAsFailedMayHaveGoneHalfItsWay() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .open("1.1")
                .migrate(MigrationVerdict.DESTRUCTIVE, "", NodeState.IN_DOUBT)
                .markedAsFailed()
                .end(ReleaseState.FAILED);

        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));

        assertThat(plan.migrations()).hasSize(1);
        assertThat(plan.fitting()).isEmpty();
    }

    @Test
    void whereWhatTheReleaseDeployedIsLiveThereIsNothingToDoAndNothingIsCalled() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "a", MigrationVerdict.EXPAND, "");

        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));

        assertThat(plan.isNothingToDo()).isTrue();
        assertThat(plan.calls()).isEmpty();
        assertThat(plan.targets()).extracting(TargetChangePlan::change).containsOnly(TargetChangePlan.Change.UNCHANGED);
    }

    @Test
    void aMigrationThatDoesNotFitTheLiveBuildIsSomethingToDo() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "a", MigrationVerdict.REVERSIBLE, "down");

        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));

        assertThat(plan.isNothingToDo()).isFalse();
        assertThat(calls(plan)).contains("JOB_RUN migrate");
        assertThat(history.plan(RollbackWish.of(FIRST, "code", "", "")).isNothingToDo())
                .isFalse();
    }

    @Test
    void theSameBuildWithAnotherCommandIsAChange() {
        history.open("1.0").deploy(Target.service("shop"), "a", "serve").end(ReleaseState.RELEASED);
        assertThat(history.plan(RollbackWish.to(FIRST)).isNothingToDo()).isTrue();

        history.open("1.1")
                .deploy(Target.service("shop"), "a", "serve --slowly")
                .end(ReleaseState.RELEASED);

        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));
        assertThat(plan.targets())
                .extracting(TargetChangePlan::change)
                .containsExactly(TargetChangePlan.Change.CHANGED);
        assertThat(calls(plan)).containsExactly("DEPLOYMENT shop");
    }

    @Test
    void afterARestoreTheMigrationsThatItTookAwayAreKnown() {
        history.release("1.0", "a", MigrationVerdict.NONE, "")
                .release("1.1", "b", MigrationVerdict.DESTRUCTIVE, "")
                .rollback(1, DatabaseWay.RESTORE)
                .backup("fresh")
                .restore("backup-of-1.1")
                .deploy(Target.service("shop"), "a")
                .end(ReleaseState.RELEASED);
        assertThat(history.plan(RollbackWish.to(FIRST)).migrations()).isEmpty();
        RollbackPlan plan = history.plan(RollbackWish.of(new ReleaseId("production", 2), "restore", "", "fresh"));
        assertThat(plan.undone()).hasSize(1);
        assertThat(plan.chosen().orElseThrow().fits()).isTrue();
        assertThat(plan.isReady()).isTrue();
    }

    private static Migration of(MigrationVerdict verdict, String undo, String addon) {
        return new Migration(verdict, Optional.of(undo).filter(text -> !text.isEmpty()), Optional.of(addon));
    }

    /** Two databases, each with a backup before a release that migrates both. */
    private void releaseToTwoDatabases(Migration orders, Migration users) {
        history.open("1.0")
                .backup("orders", "orders-1")
                .backup("users", "users-1")
                .deploy(Target.service("shop"), "a")
                .end(ReleaseState.RELEASED);
        history.open("1.1")
                .run("orders.sh", orders, NodeState.COMPLETED)
                .run("users.sh", users, NodeState.COMPLETED)
                .deploy(Target.service("shop"), "b")
                .end(ReleaseState.RELEASED);
    }

    @Test
    void aRestoreOfOneDatabaseLeavesTheMigrationsOfAnother() {
        releaseToTwoDatabases(of(MigrationVerdict.EXPAND, "", "orders"), of(MigrationVerdict.DESTRUCTIVE, "", "users"));
        history.open("fix").restore("orders-1").end(ReleaseState.RELEASED);

        RollbackPlan back = history.plan(RollbackWish.to(FIRST));

        assertThat(back.migrations()).extracting(MigrationSince::addon).containsExactly(Optional.of("users"));
        assertThat(back.verdict()).isEqualTo(MigrationVerdict.DESTRUCTIVE);
        assertThat(back.fitting()).isEmpty();
        RollbackPlan again = history.plan(RollbackWish.to(new ReleaseId("production", 2)));
        assertThat(again.undone()).extracting(MigrationSince::addon).containsExactly(Optional.of("orders"));
    }

    @Test
    void aMigrationOfAnUndeclaredDatabaseMayBeThereOrNotAfterARestoreAndIsNotRunAgain() {
        Migration undeclared = new Migration(MigrationVerdict.REVERSIBLE, Optional.of("undo.sh"));
        releaseToTwoDatabases(of(MigrationVerdict.EXPAND, "", "orders"), undeclared);
        history.rollback(1, DatabaseWay.RESTORE).restore("orders-1").end(ReleaseState.RELEASED);

        RollbackPlan back = history.plan(RollbackWish.to(FIRST));
        assertThat(back.migrations())
                .extracting(MigrationSince::unsure)
                .containsExactly(Optional.of("the restore of orders in #3"));
        assertThat(back.fitting()).isEmpty();

        ReleaseId second = new ReleaseId("production", 2);
        RollbackPlan again = history.plan(
                new RollbackWish(second, Optional.of(DatabaseWay.DOWN_MIGRATION), Optional.empty(), Optional.empty()));
        assertThat(again.isReady()).isFalse();
        assertThat(again.problems()).extracting(PlanProblem::code).contains("schema-unsure");
        assertThat(again.calls())
                .extracting(RollbackCall::request)
                .filteredOn(JobRunRequest.class::isInstance)
                .extracting(request -> ((JobRunRequest) request).command())
                .containsExactly(Optional.of("orders.sh"));
        assertThat(history.plan(new RollbackWish(
                                second, Optional.of(DatabaseWay.CODE_ONLY), Optional.empty(), Optional.empty()))
                        .problems())
                .extracting(PlanProblem::code)
                .contains("schema-lacks", "schema-unsure");
    }

    @Test
    void aRollbackWithRestoreTellsOfTheDatabasesThatItDoesNotRestore() {
        releaseToTwoDatabases(of(MigrationVerdict.EXPAND, "", "orders"), of(MigrationVerdict.DESTRUCTIVE, "", "users"));

        RollbackPlan orders = history.plan(new RollbackWish(
                FIRST, Optional.of(DatabaseWay.RESTORE), Optional.of("orders"), Optional.of("orders-1")));

        assertThat(orders.backups()).allMatch(BackupAtHand::fits);
        assertThat(orders.permanent()).anyMatch(text -> text.startsWith("The migration of #2 (job migrate) stays"));
        assertThat(orders.problems())
                .extracting(PlanProblem::message)
                .anyMatch(text -> text.contains("stays in database users, which is not restored"));
    }

    /** What is live is kept for ever, and what was released to other targets since may be gone by then. */
    @Test
    void aGapInTheRecordIsToldAndNoWayIsTakenForFitting() {
        history.open("search").deploy(Target.service("search"), "s").end(ReleaseState.RELEASED);
        history.release("1.1", "b", MigrationVerdict.DESTRUCTIVE, "").release("1.2", "c", MigrationVerdict.NONE, "");
        assertThat(history.plan(RollbackWish.to(FIRST)).verdict()).isEqualTo(MigrationVerdict.DESTRUCTIVE);
        history.ledger().retain(new Retention(1, 0, 1), history.now());

        RollbackPlan plan = history.plan(RollbackWish.to(FIRST));

        assertThat(plan.problems())
                .extracting(PlanProblem::message)
                .contains("Release #2 is not on record any more: nobody can tell what was done to the database");
        assertThat(plan.verdict()).isEqualTo(MigrationVerdict.UNKNOWN);
        assertThat(plan.fitting()).isEmpty();
        assertThat(plan.isReady()).as("a person may choose").isTrue();
    }

    @Test
    void whatThePlatformLacksIsInTheWay() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.NONE, "");
        RollbackPlan plan = history.plan(
                RollbackWish.to(FIRST),
                new PlatformFacts(
                        Map.of(Target.service("shop"), History.build("x")),
                        Map.of(),
                        Map.of(History.build("a"), "build a was removed"),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(blocking(plan)).contains("build-gone");
        assertThat(plan.problems()).extracting(PlanProblem::code).contains("drift");
        assertThat(plan.targets()).allMatch(target -> target.change() == TargetChangePlan.Change.GONE);
    }

    @Test
    void aConfirmationNamesThePlanThatWasSeen() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.NONE, "");
        String seen = history.plan(RollbackWish.to(FIRST)).digest();
        assertThat(history.plan(RollbackWish.to(FIRST)).digest()).isEqualTo(seen);
        history.release("1.2", "c", MigrationVerdict.NONE, "");
        assertThat(history.plan(RollbackWish.to(FIRST)).digest()).isNotEqualTo(seen);
    }

    @Test
    void previousIsNeverWhatARollbackLeft() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.NONE, "");
        assertThat(PreviousRelease.of(history.ledger().list(), OptionalInt.empty()))
                .contains(1);
        history.rollback(1, DatabaseWay.CODE_ONLY)
                .deploy(Target.service("shop"), "a")
                .end(ReleaseState.RELEASED);
        assertThat(PreviousRelease.of(history.ledger().list(), OptionalInt.empty()))
                .isEmpty();
        history.open("1.2").deploy(Target.service("shop"), "c").end(ReleaseState.FAILED);
        assertThat(PreviousRelease.of(history.ledger().list(), OptionalInt.empty()))
                .contains(3);
    }

    @Test
    void previousDeployedToWhatTheReleaseChanged() {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.NONE, "");
        history.open("search 7").deploy(Target.service("search"), "s").end(ReleaseState.RELEASED);
        history.open("1.2").deploy(Target.service("shop"), "c").end(ReleaseState.FAILED);
        assertThat(PreviousRelease.of(history.ledger().list(), OptionalInt.of(4)))
                .contains(2);
        history.open("admin 1").deploy(Target.service("admin"), "d").end(ReleaseState.FAILED);
        assertThat(PreviousRelease.of(history.ledger().list(), OptionalInt.of(5)))
                .as("nothing deployed to it before")
                .contains(3);
    }

    @Test
    void whatAlembicDoesNotSayProvesNothing() throws IOException {
        history.release("1.0", "a", MigrationVerdict.NONE, "").release("1.1", "b", MigrationVerdict.UNKNOWN, "");
        String node = history.plan(RollbackWish.to(FIRST)).migrations().get(0).node();
        Files.writeString(
                history.ledger().nodeLog(2, node), "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.\n");
        assertThat(history.plan(RollbackWish.to(FIRST)).verdict()).isEqualTo(MigrationVerdict.UNKNOWN);
    }

    @Test
    void exampleDocumentIsWhatAPlanLooksLike() throws IOException {
        history.release("1.0", "modest-moon-1164", MigrationVerdict.NONE, "")
                .release("1.1", "joyous-view-6290", MigrationVerdict.REVERSIBLE, "python manage.py migrate 0007");
        RollbackPlan plan = history.plan(
                first("restore", "backup-of-1.1"),
                new PlatformFacts(
                        Map.of(Target.service("shop"), History.build("calm-lake-17")),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
        String document = ReleaseJson.text(RollbackPlanJson.of(plan)) + "\n";
        Path example = Path.of("src/test/resources/rollback/plan-example.json");
        Path made =
                Files.writeString(Files.createDirectories(Path.of("target")).resolve("plan-example.json"), document);
        assertThat(document).as("the same as " + made).isEqualTo(Files.readString(example));
    }
}
