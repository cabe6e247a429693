package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Told once: the request that starts a migration is lost on its way, the build waits for a decision, and another process gives it as the console says. A
 * second release is stopped in its doubt, which is cleared when no rehearsal is under way.
 */
class DecidedRehearsalIT {
    private static final String REASON = "the platform lists no run, and the schema is there";
    private static final Pattern COMMAND = Pattern.compile("\\./rehearse (resolve test \\d+ \\w+ completed)");

    @TempDir
    private static Path scratch;

    private static Path home;
    private static SmallProject project;
    private static Ended wrong;
    private static Ended held;
    private static Ended lifted;
    private static Ended resolved;
    private static Ended released;
    private static boolean controlFileLeft;
    private static Ended whileNoneRuns;
    private static Ended repeated;

    @BeforeAll
    static void play() throws IOException, InterruptedException {
        home = scratch.resolve("home");
        project = new SmallProject(scratch.resolve("project"));
        ProjectFile file = ProjectFile.read(project.file(), scratch);
        try (Emulator platform =
                Emulator.start(file, StateDirectory.open(scratch.resolve("platform")), EmulatorOptions.defaults())) {
            platform.awaitBuilds(Duration.ofMinutes(1));
            releaseByDecision(platform);
            stopInDoubtAndDecideLater(platform);
        }
    }

    private static void releaseByDecision(Emulator platform) throws IOException {
        loseTheNextRun(platform);
        try (RehearseProcess run = rehearse(platform, "first")) {
            run.awaitThat(() -> COMMAND.matcher(run.out()).find());
            wrong = resolve(run, "--reason", "");
            held = CommandLineCall.call("hold", "test", "--reason", "freeze", "--home", home);
            lifted = CommandLineCall.call("lift", "test", "--reason", "over", "--home", home, "--json");
            resolved = resolve(run, "--reason", REASON);
            released = run.await();
        }
        controlFileLeft = Files.exists(home.resolve("control.json"));
    }

    private static void stopInDoubtAndDecideLater(Emulator platform) throws IOException {
        loseTheNextRun(platform);
        try (RehearseProcess run = rehearse(platform, "second")) {
            run.awaitThat(() -> COMMAND.matcher(run.out()).find());
            run.interrupt();
            run.await();
            whileNoneRuns = resolve(run, "--reason", REASON, "--json");
            repeated = resolve(run, "--reason", REASON);
        }
    }

    private static void loseTheNextRun(Emulator platform) {
        platform.faults().add(FaultRule.once("POST", "*/jobs/*/runs", FaultKind.CUT_BEFORE));
    }

    private static RehearseProcess rehearse(Emulator platform, String name) throws IOException {
        Path jenkinsfile = project.releasing(
                name,
                "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('migrate')",
                "runJob job: 'migrate'",
                "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('prune')");
        return RehearseProcess.start(
                scratch,
                Map.of("REHEARSE_TOKEN", platform.token()),
                jenkinsfile,
                "--home",
                home,
                "--project",
                project.file(),
                "--platform",
                platform.address());
    }

    /** The command that the console says, typed in this process. */
    private static Ended resolve(RehearseProcess run, String... more) {
        Matcher command = COMMAND.matcher(run.out());
        assertThat(command.find()).isTrue();
        Object[] arguments = Stream.of(command.group(1).split(" "), new String[] {"--home", home.toString()}, more)
                .flatMap(Stream::of)
                .toArray();
        return CommandLineCall.call(arguments);
    }

    @Test
    void theConsoleSaysWhatToType() {
        assertThat(released.out()).contains("completed --reason '...' --home '" + home + "'");
    }

    @Test
    void aReasonIsNeededAndTheQuestionStays() {
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).isEqualTo("rehearse: reason: is missing; say why, it is kept in the record\n");
    }

    @Test
    void theDecisionLetsTheReleaseGoOnToTheDeployment() {
        assertThat(resolved.exitCode()).as(resolved.err()).isZero();
        assertThat(resolved.out()).contains("Run job migrate", "of release test #1 is completed now, decided by ");
        assertThat(released.exitCode()).as(released.err() + released.out()).isZero();
        assertThat(released.out()).contains("Finished: SUCCESS", "Deploy build to job prune");
    }

    @Test
    void theEnvironmentIsHeldAndLiftedByTheRehearsalThatIsUnderWay() {
        assertThat(held.exitCode()).as(held.err()).isZero();
        assertThat(held.out()).startsWith("test is on hold since ").endsWith(": freeze\n");
        assertThat(lifted.json().at("/holder/number").intValue()).isEqualTo(1);
        assertThat(lifted.json().has("hold")).isFalse();
    }

    @Test
    void theRecordShowsWhoDecidedAndWhy() {
        JsonNode record = show(1);
        assertThat(record.path("state").textValue()).isEqualTo("released");
        assertThat(record.at("/nodes/1/notes").toString())
                .contains("Marked as completed by " + System.getProperty("user.name") + ": " + REASON);
        assertThat(record.at("/nodes/2/state").textValue()).isEqualTo("completed");
    }

    @Test
    void whatLetsOthersInGoesWithTheRehearsal() {
        assertThat(controlFileLeft).isFalse();
    }

    @Test
    void aReleaseThatHasEndedIsDecidedAboutWithoutARehearsal() {
        assertThat(whileNoneRuns.exitCode())
                .as(whileNoneRuns.out() + whileNoneRuns.err())
                .isZero();
        assertThat(whileNoneRuns.json().at("/node/state").textValue()).isEqualTo("completed");
        assertThat(show(2).path("state").textValue()).isEqualTo("failed");
        assertThat(repeated.exitCode()).isEqualTo(2);
        assertThat(repeated.err()).contains("is not in doubt");
    }

    private static JsonNode show(int number) {
        return CommandLineCall.call("show", number, "--home", home, "--json").json();
    }
}
