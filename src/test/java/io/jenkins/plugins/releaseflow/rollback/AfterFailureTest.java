package io.jenkins.plugins.releaseflow.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Release #1 went well; #2 is the one that did not. */
class AfterFailureTest {
    private static final ReleaseId FIRST = new ReleaseId("production", 1);

    @TempDir
    private Path directory;

    private History history;

    @BeforeEach
    void prepare() {
        history = new History(directory).release("v1", "b1", MigrationVerdict.NONE, "");
    }

    /** A release that deployed, ran a migration that ended so, and ended so. */
    private void second(MigrationVerdict verdict, String undo, NodeState migration, ReleaseState end) {
        history.open("v2").deploy(Target.job("migrate"), "b2").migrate(verdict, undo, migration);
        if (end != ReleaseState.RUNNING) {
            history.end(end);
        }
    }

    private Release read(int number) {
        return history.ledger().read(number).orElseThrow();
    }

    private RollbackPlan plan(PlatformFacts facts) {
        return history.plan(
                new RollbackWish(FIRST, Optional.of(DatabaseWay.CODE_ONLY), Optional.empty(), Optional.empty()), facts);
    }

    private AfterFailure next(Optional<RollbackPlan> plan) {
        return AfterFailure.next(new AfterFailure.Situation(read(2), Optional.of(FIRST), plan, Optional.empty()));
    }

    private AfterFailure planned() {
        return next(Optional.of(plan(PlatformFacts.none())));
    }

    private static String text(AfterFailure next) {
        return ((AfterFailure.Done) next).text();
    }

    @Test
    void afterAFailureItIsPlannedFirstAndThenRun() {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, ReleaseState.FAILED);
        assertThat(next(Optional.empty())).isEqualTo(new AfterFailure.Plan(FIRST));
        assertThat(planned()).isInstanceOf(AfterFailure.RollBack.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,        '',      COMPLETED, true",
        "NONE,        '',      FAILED,    true",
        "EXPAND,      '',      COMPLETED, true",
        "EXPAND,      '',      FAILED,    true",
        "EXPAND,      'undo',  COMPLETED, true",
        "REVERSIBLE,  'undo',  COMPLETED, false",
        "REVERSIBLE,  'undo',  FAILED,    false",
        "DESTRUCTIVE, '',      COMPLETED, false",
        "DESTRUCTIVE, 'undo',  COMPLETED, false",
        "UNKNOWN,     '',      COMPLETED, false",
        "UNKNOWN,     '',      FAILED,    false",
        "UNKNOWN,     'undo',  ABORTED,   false",
        "UNKNOWN,     '',      TIMED_OUT, false",
    })
    void onlyAMigrationThatIsDeclaredCompatibleIsCrossed(
            MigrationVerdict verdict, String undo, NodeState migration, boolean crossed) {
        second(verdict, undo, migration, ReleaseState.FAILED);
        AfterFailure next = planned();
        assertThat(next instanceof AfterFailure.RollBack).isEqualTo(crossed);
        if (!crossed) {
            assertThat(((AfterFailure.Done) next).decide()).isTrue();
            assertThat(text(next)).contains("job migrate of #2", "release-flow/environments/production/releases/1/");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RELEASED, false",
        "ABORTED,  false",
        "IN_DOUBT, true",
        "RUNNING,  true",
    })
    void onlyAReleaseThatFailedIsRolledBack(ReleaseState end, boolean decide) {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, end);
        assertThat(((AfterFailure.Done) next(Optional.empty())).decide()).isEqualTo(decide);
    }

    @Test
    void whereNothingWasChangedNothingIsPutBack() {
        history.open("v2").backup("fresh").end(ReleaseState.FAILED);
        assertThat(text(planned())).contains("failed before it changed anything");
    }

    @Test
    void whatTheEarlierReleaseDidNotDeployToIsLeftToPeople() {
        history.open("v2").deploy(Target.service("other"), "b2").end(ReleaseState.FAILED);
        AfterFailure next = planned();
        assertThat(((AfterFailure.Done) next).decide()).isTrue();
        assertThat(text(next)).contains("it changed service other, which release #1 did not deploy to");
    }

    @Test
    void whereThePlatformDoesNotAnswerItIsLeftToPeople() {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, ReleaseState.FAILED);
        PlatformFacts silent = new PlatformFacts(
                Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.of("The platform does not answer"));
        AfterFailure next = next(Optional.of(plan(silent)));
        assertThat(((AfterFailure.Done) next).decide()).isTrue();
        assertThat(text(next)).contains("the platform did not tell");
    }

    @Test
    void aLogThatSaysThatThereWasNothingToDoIsReadByPeople() throws IOException {
        second(MigrationVerdict.UNKNOWN, "", NodeState.COMPLETED, ReleaseState.FAILED);
        String node = plan(PlatformFacts.none()).migrations().get(0).node();
        Files.writeString(
                history.ledger().nodeLog(2, node), "Schema \"main\" is up to date. No migration necessary.\n");
        assertThat(plan(PlatformFacts.none()).verdict()).isEqualTo(MigrationVerdict.NONE);
        AfterFailure next = planned();
        assertThat(next).isInstanceOf(AfterFailure.Done.class);
        assertThat(text(next)).contains("nobody declared", "job migrate of #2");
    }

    @Test
    void whereOnlyALogSaysThatAMigrationFitsPeopleLookAlsoWhereNothingHasToBePutBack() throws IOException {
        history.open("v2")
                .migrate(MigrationVerdict.UNKNOWN, "", NodeState.COMPLETED)
                .end(ReleaseState.FAILED);
        String node = plan(PlatformFacts.none()).migrations().get(0).node();
        Files.writeString(
                history.ledger().nodeLog(2, node), "Schema \"main\" is up to date. No migration necessary.\n");
        assertThat(((AfterFailure.Done) planned()).decide()).isTrue();
    }

    @Test
    void whereOnlyAFittingMigrationWasRunNothingIsPutBackAndItIsSaidThatItStays() {
        history.open("v2")
                .migrate(MigrationVerdict.EXPAND, "", NodeState.COMPLETED)
                .end(ReleaseState.FAILED);
        assertThat(text(planned())).contains("its migration stays in the database, and fits them");
    }

    @Test
    void withoutAnEarlierReleaseItIsLeftToPeople() {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, ReleaseState.FAILED);
        AfterFailure next = AfterFailure.next(
                new AfterFailure.Situation(read(2), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(text(next)).contains("no release before it went well");
    }

    @Test
    void whatIsInTheWayOfAnyRollbackIsTold() {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, ReleaseState.FAILED);
        PlatformFacts gone = new PlatformFacts(
                Map.of(),
                Map.of(),
                Map.of(History.build("b1"), "build b1 is gone"),
                Optional.empty(),
                Optional.empty());
        assertThat(text(next(Optional.of(plan(gone))))).contains("build b1 is gone", "release its commit anew");
    }

    @Test
    void whatWasReleasedAfterTheFailureIsNotTakenBack() {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, ReleaseState.FAILED);
        history.release("v3", "b3", MigrationVerdict.NONE, "");
        assertThat(text(planned())).contains("a later release runs or ran already");
    }

    @Test
    void aMigrationOfAnEarlierFailureCountsToo() {
        history.open("v2")
                .run("", new Migration(MigrationVerdict.DESTRUCTIVE, Optional.empty()), NodeState.COMPLETED)
                .end(ReleaseState.FAILED);
        history.open("v3").deploy(Target.job("migrate"), "b3").end(ReleaseState.FAILED);
        AfterFailure next = AfterFailure.next(new AfterFailure.Situation(
                read(3), Optional.of(FIRST), Optional.of(plan(PlatformFacts.none())), Optional.empty()));
        assertThat(text(next)).contains("job migrate of #2 (destructive)");
    }

    @Test
    void aRollbackThatIsUnderWayIsGoneOnWithAndOneThatEndedIsTold() {
        second(MigrationVerdict.NONE, "", NodeState.COMPLETED, ReleaseState.FAILED);
        history.rollback(1, DatabaseWay.CODE_ONLY);
        assertThat(followed()).isEqualTo(new AfterFailure.GoOn(new ReleaseId("production", 3)));
        history.end(ReleaseState.FAILED);
        assertThat(((AfterFailure.Done) followed()).decide()).isTrue();
        assertThat(text(followed())).contains("Rollback production #3 did not go well");
    }

    private AfterFailure followed() {
        return AfterFailure.next(
                new AfterFailure.Situation(read(2), Optional.of(FIRST), Optional.empty(), Optional.of(read(3))));
    }
}
