package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    @TempDir
    private static Path scratch;

    private static Path home;
    private static SmallProject project;

    private static Ended interrupted;
    private static JsonNode recordOfInterrupted;
    private static boolean migrationWentOn;

    private static JsonNode recordOfKilled;
    private static JsonNode recordOfRecovered;
    private static Instant migrationsMayEnd;
    private static Ended last;

    @BeforeAll
    static void play() throws IOException {
        home = scratch.resolve("home");
        project = new SmallProject(scratch.resolve("project"));
        try (RehearseProcess first = migrate("first", "--json")) {
            first.awaitThat(() -> Files.exists(marker("first", "started")));
            first.interrupt();
            interrupted = first.await();
        }
        recordOfInterrupted = show(1);
        migrationWentOn = Files.notExists(marker("first", "ended"));
        try (RehearseProcess second = migrate("second")) {
            second.awaitThat(() -> Files.exists(marker("second", "started"))
                    && show(2).at("/nodes/1/operation").isTextual());
            second.kill();
        }
        recordOfKilled = show(2);
        try (RehearseProcess third = RehearseProcess.start(
                scratch,
                Map.of(),
                project.releasing("quick", "runJob job: 'migrate'"),
                "--project",
                project.file(),
                "--home",
                home)) {
            third.awaitThat(() -> third.out().contains("Waiting for test #2"));
            migrationsMayEnd = Instant.now();
            Files.createFile(scratch.resolve("go"));
            last = third.await();
        }
        recordOfRecovered = show(2);
    }

    @AfterAll
    static void letMigrationsEnd() throws IOException {
        Files.write(scratch.resolve("go"), new byte[0]);
    }

    @Test
    void interruptEndsTheRunWithItsExitCode() {
        assertThat(interrupted.exitCode()).as(interrupted.err()).isEqualTo(130);
        assertThat(interrupted.json().path("exitCode").intValue()).isEqualTo(130);
        assertThat(interrupted.json().path("result").textValue()).isEqualTo("ABORTED");
        assertThat(interrupted.err())
                .contains("Finished: ABORTED", "Release test #1: aborted in ")
                .doesNotContainPattern("(?m)^\\s+at ");
    }

    @Test
    void recordSaysThatItWasAbortedAndThatTheMigrationGoesOn() {
        assertThat(recordOfInterrupted.path("state").textValue()).isEqualTo("aborted");
        assertThat(recordOfInterrupted.path("message").textValue()).contains("Interrupted on the terminal");
        JsonNode migration = recordOfInterrupted.at("/nodes/1");
        assertThat(migration.path("state").textValue()).isEqualTo("aborted");
        assertThat(migration.at("/failure/message").textValue())
                .contains(
                        "Interrupted on the terminal",
                        migration.path("operation").textValue() + " goes on on ");
        assertThat(migrationWentOn).isTrue();
        assertThat(interrupted.json().at("/releases/0")).isEqualTo(recordOfInterrupted);
    }

    @Test
    void interruptedRunLeavesNoLockBehind() {
        assertThat(recordOfKilled.at("/nodes/1/label").textValue()).isEqualTo("Run job migrate");
        assertThat(recordOfKilled.at("/nodes/1/state").textValue()).isEqualTo("running");
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
        JsonNode migration = recordOfRecovered.at("/nodes/1");
        assertThat(migration.path("state").textValue()).isEqualTo("completed");
        assertThat(migration.path("operation")).isEqualTo(recordOfKilled.at("/nodes/1/operation"));
        assertThat(migration.path("attempts").intValue()).isEqualTo(1);
        assertThat(Instant.parse(migration.path("endedAt").textValue())).isAfter(migrationsMayEnd);
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

    /** Starts a rehearsal whose migration ends when the file {@code go} is there. */
    private static RehearseProcess migrate(String name, String... more) throws IOException {
        String wait = "for i in $(seq 600); do [ -e " + scratch.resolve("go") + " ] && break; sleep 0.1; done";
        String command =
                "echo started >> " + marker(name, "started") + "; " + wait + "; echo ended >> " + marker(name, "ended");
        Path file = project.releasing(
                name,
                "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('migrate')",
                "runJob job: 'migrate', command: '" + command + "'");
        Object[] arguments = new Object[5 + more.length];
        List.of(file, "--project", project.file(), "--home", home).toArray(arguments);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return RehearseProcess.start(scratch, Map.of(), arguments);
    }

    private static Path marker(String name, String what) {
        return scratch.resolve(name + "-" + what);
    }

    private static JsonNode show(int number) {
        return CommandLineCall.call("show", number, "--home", home, "--json").json();
    }
}
