package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands beside a run of a job on the emulated platform. */
@Timeout(60)
class NorthflankCommandsTest {
    private static final Target JOB = Target.job("worker");

    @TempDir
    private static Path directory;

    private static Emulator emulator;
    private static Platform platform;

    @BeforeAll
    static void startAJob() throws IOException {
        SmallRepository repository = new SmallRepository(directory.resolve("repository"));
        repository.commit("main", "one");
        Path yaml = Files.writeString(directory.resolve("rehearsal.yaml"), """
                project: shop
                builds:
                  shop-build: { repository: repository, command: 'cp "$SOURCE_DIR/version" "$BUILD_DIR"' }
                jobs:
                  worker: { build: shop-build, command: 'sleep 60', environment: { COLOUR: green } }
                  idle: { build: shop-build, command: 'true' }
                """);
        emulator = Emulator.start(
                ProjectFile.read(yaml, directory),
                directory.resolve("state"),
                EmulatorOptions.defaults().withPace(Duration.ofMillis(15)));
        assertThat(emulator.awaitBuilds(Duration.ofSeconds(30))).isTrue();
        platform = connect(emulator);
        FoundBuild.Finished build = (FoundBuild.Finished) Given.answer(platform.resolve(new BuildSelector(
                "shop-build", Optional.empty(), Optional.empty(), BuildSelector.LATEST, Optional.empty())));
        Given.answer(platform.start(new DeploymentRequest(JOB, build.pin(), Optional.empty()), Baseline.empty()));
        JobRunRequest run = new JobRunRequest("worker", Optional.empty(), Map.of(), Migration.undeclared());
        Given.answer(platform.start(run, Baseline.empty()));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static Platform connect(Emulator emulator) {
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(emulator.address(), Optional.empty(), "shop"),
                emulator::token,
                Given.http(),
                Clock.systemUTC());
    }

    @Test
    void whatItPrintsIsItsLogAndItsOutputAndTheExitCodeEndsIt() {
        OperationReference command = start(command("cat version; echo $COLOUR; echo oops >&2; printf end"));

        OperationStatus end = end(command);

        assertThat(end.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(end.facts()).containsEntry("exitCode", "0").containsEntry("output", "one\ngreen\nend");
        assertThat(Given.answer(platform.log(command, LogPosition.start())).lines())
                .containsExactlyInAnyOrder("one", "green", "end", "oops");
    }

    @Test
    void anExitCodeIsAFailureUnlessItIsAskedFor() {
        assertThat(end(start(command("exit 3"))).phase()).isEqualTo(OperationPhase.FAILED);
        OperationStatus asked =
                end(start(new CommandRequest(JOB, "exit 3", Optional.of("sh"), Optional.empty(), true, false)));
        assertThat(asked.phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(asked.facts()).isEqualTo(Map.of("exitCode", "3"));
    }

    @Test
    void withoutAShellBlanksSeparateWords() {
        OperationReference command =
                start(new CommandRequest(JOB, "echo $COLOUR  two", Optional.empty(), Optional.empty(), false, true));

        assertThat(end(command).facts()).containsEntry("output", "$COLOUR two");
    }

    @Test
    void ofALongOutputTheBeginningIsTheResultAndItSaysThatThereWasMore() {
        OperationStatus end = end(start(command("i=0; while [ $i -lt 3000 ]; do echo line $i; i=$((i+1)); done")));

        assertThat(end.facts()).containsEntry("outputCut", "true");
        assertThat(end.facts().get("output")).startsWith("line 0\n").hasSizeLessThanOrEqualTo(16 * 1024);
    }

    @Test
    void aTargetWhereNothingRunsOrThatIsNotThereIsRefusedBeforeAnythingBegins() {
        assertThat(Given.trouble(platform.baseline(on(Target.job("idle")))))
                .hasMessage("job: no container of job idle runs, so no command can run in one;"
                        + " commands run beside a run of the job: start one first");
        assertThat(Given.trouble(platform.baseline(on(Target.job("nobody")))))
                .hasMessageStartingWith("job: there is no job 'nobody'; there are: worker, idle");
        PlatformException late = Given.trouble(platform.start(on(Target.job("idle")), Baseline.empty()));
        assertThat(late.mayHaveBeenProcessed()).isFalse();
        assertThat(late).hasMessageContaining("No container of job idle is running");
    }

    @Test
    void aCommandCanNeitherBeLookedForNorStopped() {
        assertThat(Given.answer(platform.find(command("true"), Baseline.empty())))
                .isInstanceOf(FoundOperation.Unclear.class);
        assertThat(Given.trouble(platform.stop(start(command("true")))).kind())
                .isEqualTo(PlatformException.Kind.REJECTED);
    }

    @Test
    void whoDidNotStartItCannotTellHowItEnded() {
        OperationReference command = start(command("true"));
        end(command);

        OperationStatus seen =
                Given.answer(connect(emulator).observe(Set.of(command))).get(command);

        assertThat(seen.phase()).isEqualTo(OperationPhase.VANISHED);
        assertThat(seen.message()).contains("the connection over which its end is told is gone");
    }

    @Test
    void whereNobodyListensNothingWasStarted() throws IOException {
        Platform nowhere = NorthflankPlatform.connect(
                new NorthflankConnectionSettings(
                        URI.create("http://127.0.0.1:" + unusedPort()), Optional.empty(), "shop"),
                () -> "token",
                Given.http(),
                Clock.systemUTC());

        assertThat(Given.trouble(nowhere.start(command("true"), Baseline.empty()))
                        .kind())
                .isEqualTo(PlatformException.Kind.UNREACHABLE);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static CommandRequest command(String text) {
        return new CommandRequest(JOB, text, Optional.of("sh"), Optional.empty(), false, true);
    }

    private static CommandRequest on(Target target) {
        return new CommandRequest(target, "true", Optional.of("sh"), Optional.empty(), false, false);
    }

    private static OperationReference start(CommandRequest request) {
        return Given.answer(platform.start(request, Given.answer(platform.baseline(request))));
    }

    private static OperationStatus end(OperationReference command) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        OperationStatus status = Given.answer(platform.observe(Set.of(command))).get(command);
        while (!status.phase().isEnd() && System.nanoTime() < giveUp) {
            status = Given.answer(platform.observe(Set.of(command))).get(command);
        }
        return status;
    }
}
