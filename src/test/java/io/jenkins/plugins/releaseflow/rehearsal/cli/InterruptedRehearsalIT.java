package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Told once on one home: a rehearsal is interrupted while its migration runs; the next one is killed while its own runs; the third one takes up what the
 * second one left, and then releases.
 */
class InterruptedRehearsalIT {
    private static final String MIGRATION = "Run job migrate";
    private static final String DEPLOY_MIGRATE =
            "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('migrate')";

    @TempDir
    private static Path scratch;

    private static Path home;
    private static SmallProject project;

    private static Ended interrupted;
    private static JsonNode recordOfInterrupted;
    private static boolean migrationWentOn;
    private static boolean secondWaited;

    private static JsonNode recordOfKilled;
    private static JsonNode recordOfRecovered;
    private static Instant secondMayEnd;
    private static Ended last;

    @BeforeAll
    static void play() throws IOException {
        home = scratch.resolve("home");
        project = new SmallProject(scratch.resolve("project"));
        try (RehearseProcess first = migrateAndPrune()) {
            first.awaitThat(() -> Files.exists(marker("first", "started")) && Files.exists(marker("prune", "pid")));
            first.interrupt();
            interrupted = first.await();
        }
        recordOfInterrupted = show(1);
        migrationWentOn = Files.notExists(marker("first", "ended"));
        try (RehearseProcess second = migrate()) {
            second.awaitThat(() -> second.out().contains("Waiting for test #1"));
            secondWaited = Files.notExists(marker("second", "started"));
            Files.createFile(marker("first", "go"));
            second.awaitThat(() -> Files.exists(marker("second", "started"))
                    && node(show(2), MIGRATION).path("operation").isTextual());
            second.kill();
        }
        recordOfKilled = show(2);
        try (RehearseProcess third = rehearse(project.releasing("third", "runJob job: 'migrate'"))) {
            third.awaitThat(() -> third.out().contains("Waiting for test #2"));
            secondMayEnd = Instant.now();
            Files.createFile(marker("second", "go"));
            last = third.await();
        }
        recordOfRecovered = show(2);
    }

    @AfterAll
    static void letMigrationsEnd() throws IOException {
        for (String name : List.of("first", "second")) {
            Files.write(marker(name, "go"), new byte[0]);
        }
    }

    @Test
    void interruptEndsTheRunWithItsExitCode() {
        assertThat(interrupted.exitCode()).as(interrupted.err()).isEqualTo(130);
        assertThat(interrupted.json().path("exitCode").intValue()).isEqualTo(130);
        assertThat(interrupted.json().path("result").textValue()).isEqualTo("ABORTED");
        assertThat(interrupted.err())
                .contains("Finished: ABORTED", "Release test #1: running", "./rehearse takes them up")
                .doesNotContainPattern("(?m)^\\s+at ");
    }

    @Test
    void recordSaysThatTheMigrationGoesOnAndStaysOpenUntilItHasEnded() {
        assertThat(recordOfInterrupted.path("state").textValue()).isEqualTo("running");
        JsonNode migration = node(recordOfInterrupted, MIGRATION);
        assertThat(migration.path("state").textValue()).isEqualTo("running");
        assertThat(migration.path("notes").toString())
                .contains(
                        "Interrupted on the terminal",
                        migration.path("operation").textValue() + " goes on, on ");
        assertThat(migrationWentOn).isTrue();
        assertThat(interrupted.json().at("/releases/0")).isEqualTo(recordOfInterrupted);
    }

    @Test
    void nextRunWaitsForTheMigrationThatGoesOnAndRecordsItsEnd() {
        assertThat(secondWaited).isTrue();
        JsonNode record = show(1);
        assertThat(record.path("state").textValue()).isEqualTo("aborted");
        assertThat(node(record, MIGRATION).path("state").textValue()).isEqualTo("completed");
    }

    @Test
    void whatIsToEndWithTheBuildIsStoppedOnThePlatform() throws IOException {
        JsonNode pruning = node(recordOfInterrupted, "Run job prune");
        assertThat(pruning.path("state").textValue()).isEqualTo("aborted");
        assertThat(pruning.at("/failure/message").textValue()).doesNotContain("could not be stopped", "did not tell");
        long pid = Long.parseLong(Files.readString(marker("prune", "pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void killedRunIsOnRecordAsItStood() {
        assertThat(recordOfKilled.path("state").textValue()).isEqualTo("running");
        assertThat(recordOfKilled.path("endedAt").isMissingNode()).isTrue();
    }

    @Test
    void nextRunWaitsForTheMigrationOfTheKilledOneAndRecordsItsEnd() {
        assertThat(recordOfRecovered.path("state").textValue()).isEqualTo("aborted");
        assertThat(recordOfRecovered.path("message").textValue()).contains("did not come back");
        JsonNode migration = node(recordOfRecovered, MIGRATION);
        assertThat(migration.path("state").textValue()).isEqualTo("completed");
        assertThat(migration.path("operation"))
                .isEqualTo(node(recordOfKilled, MIGRATION).path("operation"));
        assertThat(migration.path("attempts").intValue()).isEqualTo(1);
        assertThat(Instant.parse(migration.path("endedAt").textValue())).isAfter(secondMayEnd);
    }

    @Test
    void everyMigrationStartedOnceAndEndedOnce() throws IOException {
        for (String name : List.of("first", "second")) {
            assertThat(Files.readAllLines(marker(name, "started"))).containsExactly("started");
            assertThat(Files.readAllLines(marker(name, "ended"))).containsExactly("ended");
        }
    }

    @Test
    void nextRunThenReleases() {
        assertThat(last.exitCode()).as(last.out() + last.err()).isZero();
        assertThat(last.out()).contains("Release test #3: released in ");
        assertThat(show(3).at("/nodes/0/runningAt").textValue())
                .isGreaterThan(recordOfRecovered.path("endedAt").textValue());
    }

    /** Starts a rehearsal with a migration, which goes on whatever happens to the build, and something that ends with the build. */
    private static RehearseProcess migrateAndPrune() throws IOException {
        String prune = "echo $$ > " + marker("prune", "pid") + "; exec sleep 60";
        return rehearse(
                project.releasing(
                        "first",
                        DEPLOY_MIGRATE,
                        DEPLOY_MIGRATE.replace("migrate", "prune"),
                        "parallel migrate: {",
                        "    runJob job: 'migrate', command: '" + migration("first") + "'",
                        "}, prune: {",
                        "    runJob job: 'prune', command: '" + prune + "', onAbort: 'stop'",
                        "}"),
                "--json");
    }

    private static RehearseProcess migrate() throws IOException {
        return rehearse(project.releasing(
                "second", DEPLOY_MIGRATE, "runJob job: 'migrate', command: '" + migration("second") + "'"));
    }

    /** A migration that ends when its marker {@code go} is there. */
    private static String migration(String name) {
        return "echo started >> " + marker(name, "started") + "; for i in $(seq 600); do [ -e " + marker(name, "go")
                + " ] && break; sleep 0.1; done; echo ended >> " + marker(name, "ended");
    }

    private static RehearseProcess rehearse(Path jenkinsfile, String... more) throws IOException {
        Object[] arguments = new Object[5 + more.length];
        List.of(jenkinsfile, "--project", project.file(), "--home", home).toArray(arguments);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return RehearseProcess.start(scratch, Map.of(), arguments);
    }

    private static JsonNode node(JsonNode release, String label) {
        for (JsonNode node : release.path("nodes")) {
            if (node.path("label").textValue().equals(label)) {
                return node;
            }
        }
        return MissingNode.getInstance();
    }

    private static Path marker(String name, String what) {
        return scratch.resolve(name + "-" + what);
    }

    private static JsonNode show(int number) {
        return CommandLineCall.call("show", number, "--home", home, "--json").json();
    }
}
