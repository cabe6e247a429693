package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Releases whose build is not there yet, from the command line to the emulated platform. */
@Timeout(120)
class BuildsInReleasesTest {
    @TempDir
    private Path scratch;

    private SmallProject project;
    private Path home;

    @BeforeEach
    void makeProject() throws IOException {
        project = new SmallProject(scratch.resolve("project"));
        home = scratch.resolve("home");
    }

    @Test
    void aBuildThatRunsIsWaitedForByItsCommitAndItsLogIsOnTheConsoleOnceAndBesideTheRecord() throws IOException {
        // Ends only when the release says that it waits.
        Path record = home.resolve("jenkins/release-flow/environments/test/releases/1");
        build("echo compiling; until grep -qs build-awaited " + record.resolve("events.jsonl")
                + "; do sleep 0.1; done; cp version \"$BUILD_DIR\"");
        String commit = project.commit();
        try (Emulator emulator = Emulator.start(
                ProjectFile.read(project.file(), scratch), scratch.resolve("platform"), EmulatorOptions.defaults())) {
            Path token = Files.writeString(scratch.resolve("token"), emulator.token());

            Ended ended = rehearse(
                    project.releasing(
                            "Jenkinsfile",
                            "deployBuild build: 'app', branch: 'main', commit: '" + commit
                                    + "', target: job('migrate')"),
                    "--platform",
                    emulator.address(),
                    "--token-file",
                    token);

            assertThat(ended.exitCode()).as(ended.out()).isZero();
            assertThat(ended.out())
                    .containsOnlyOnce("| compiling")
                    .containsPattern("waiting for .*, which is [A-Z]+ING");
            JsonNode node = show().at("/nodes/0");
            assertThat(node.at("/state").asText()).isEqualTo("completed");
            assertThat(record.resolve("logs").resolve(node.path("id").asText() + ".build.log"))
                    .content()
                    .containsOnlyOnce("\ncompiling\n");
        }
    }

    @Test
    void aBuildIsStartedWhereNothingBuildsByItself() throws IOException {
        build("echo compiling; cp version \"$BUILD_DIR\"\n    ci: false");

        Ended ended = rehearse(project.releasing(
                "Jenkinsfile",
                "deployBuild build: 'app', branch: 'main', buildIfMissing: true, target: job('migrate')",
                "runJob job: 'migrate'"));

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("Starting one", "started build ").containsOnlyOnce("| compiling");
    }

    @Test
    void aBuildThatFailsIsToldWithItsLastLinesAndTheRemedyAndIsTriedAgainWhenItIsMended() throws IOException {
        build("echo no such file; test -e " + scratch.resolve("mended") + " && cp version \"$BUILD_DIR\"");
        Path jenkinsfile = project.releasing(
                "Jenkinsfile", "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('migrate')");

        Ended failed = rehearse(jenkinsfile);

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out())
                .contains("of app (branch main, commit ", "failed. The last lines of its log:", "  | no such file")
                .contains("Mend it and rehearse again");
        assertThat(show().at("/nodes/0/failure/message").asText())
                .contains("no build of app branch main commit latest has succeeded", "buildIfMissing: true");
        assertThat(show().at("/nodes/0/failure/logTail").toString()).contains("no such file");

        Files.createFile(scratch.resolve("mended"));
        assertThat(rehearse(jenkinsfile).exitCode()).isZero();
    }

    private void build(String command) throws IOException {
        String yaml = Files.readString(project.file());
        Files.writeString(project.file(), yaml.replace("command: cp version \"$BUILD_DIR\"", "command: " + command));
    }

    private Ended rehearse(Path jenkinsfile, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(jenkinsfile, "--project", project.file(), "--home", home));
        arguments.addAll(List.of(more));
        return CommandLineCall.call(arguments.toArray());
    }

    private JsonNode show() {
        return CommandLineCall.call("show", "1", "--home", home, "--json").json();
    }
}
