package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ProcessIdentity;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private Shop shop;

    @BeforeEach
    void make(@TempDir Path directory) throws IOException {
        shop = new Shop(directory);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aRunThatEndedWhileNoEmulatorWasThereIsReportedWithItsOutcomeAndItsWholeLog() throws IOException {
        String good = runAndKill("echo early; while [ ! -e go ]; do sleep 0.05; done; echo late");
        String state = "jobs/migrate/runs/" + good + "/attempt-1/exit";
        Files.createFile(workingDirectory().resolve("go"));
        Waiting.until(() -> Files.exists(shop.state().resolve(state)), found -> found);
        shop.start();
        assertThat(shop.concluded(good).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(shop.runLog(good)).containsExactly("early", "late");
    }

    @Test
    void aRunThatStillGoesOnIsWatchedToItsEnd() throws IOException {
        String id = runAndKill("echo early; while [ ! -e go ]; do sleep 0.05; done; echo late; exit 5");
        shop.start();
        JsonNode run = shop.api().get("/jobs/migrate/runs/" + id);
        assertThat(run.path("status").asText()).isEqualTo("RUNNING");
        Files.createFile(workingDirectory().resolve("go"));
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("FAILED");
        assertThat(shop.runLog(id)).containsExactly("early", "late");
    }

    @Test
    void aRunThatWasKilledWithTheEmulatorHasFailed() throws IOException {
        String id = runAndKill("echo $PPID; exec tail -f /dev/null");
        Path output = shop.state().resolve("jobs/migrate/runs/" + id + "/attempt-1/output");
        long wrapper = Long.parseLong(
                Waiting.until(() -> read(output), text -> text.endsWith("\n")).strip());
        ProcessHandle handle = ProcessHandle.of(wrapper).orElseThrow();
        List<ProcessHandle> tree = handle.descendants().toList();
        handle.destroyForcibly();
        tree.forEach(ProcessHandle::destroyForcibly);
        shop.start();
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("FAILED");
        assertThat(shop.runLog(id)).contains("The process ended without an exit code: it was killed from outside");
    }

    @Test
    void aRunCanBeAbortedByTheNextEmulator() throws IOException {
        String id = runAndKill("exec tail -f /dev/null");
        shop.start();
        shop.api().delete("/jobs/migrate/runs/" + id);
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void theServiceOfAKilledEmulatorIsEndedAndStartedAgain() throws IOException {
        shop.start();
        shop.deployService(shop.commit("one"));
        shop.close();
        ProcessIdentity leftover;
        try (EmulatorProcess killed = EmulatorProcess.start(shop)) {
            Waiting.until(
                    () -> killed.api()
                            .get("/services/web")
                            .at("/status/deployment/status")
                            .asText(),
                    "COMPLETED"::equals);
            leftover = onlyInstance();
        }
        assertThat(leftover.find()).isPresent();
        shop.start();
        assertThat(leftover.find()).isEmpty();
        assertThat(shop.settledService()).isEqualTo("COMPLETED");
        assertThat(shop.ask("/")).isEqualTo("one");
    }

    @Test
    void servicesDoNotOutliveATerminatedEmulator() throws IOException {
        shop.start();
        shop.deployService(shop.commit("one"));
        shop.close();
        try (EmulatorProcess terminated = EmulatorProcess.start(shop)) {
            Waiting.until(
                    () -> terminated
                            .api()
                            .get("/services/web")
                            .at("/status/deployment/status")
                            .asText(),
                    "COMPLETED"::equals);
            ProcessIdentity instance = onlyInstance();
            terminated.terminate();
            assertThat(instance.find()).isEmpty();
        }
    }

    @Test
    void aBuildThatWasUnderWayIsMarkedAndItsCommitBuiltAgain() throws IOException {
        shop.replace(Shop.COPY, "if [ -e " + shop.directory() + "/slow ]; then echo going; exec tail -f /dev/null; fi");
        Files.createFile(shop.directory().resolve("slow"));
        String sha = shop.commit("one");
        try (EmulatorProcess killed = EmulatorProcess.start(shop)) {
            Waiting.until(
                    () -> killed.api().get("/services/shop-build/build-logs").toString(), log -> log.contains("going"));
        }
        Files.delete(shop.directory().resolve("slow"));
        shop.start();
        shop.built(sha);
        assertThat(shop.api()
                        .get("/services/shop-build/build")
                        .at("/builds/1/status")
                        .asText())
                .isEqualTo("CRASHED");
    }

    @Test
    void twoEmulatorsCannotUseTheSameDirectory() throws IOException {
        shop.start();
        try (Shop second = new Shop(Files.createDirectories(shop.directory().resolve("second")))) {
            assertThatThrownBy(() -> Emulator.start(
                            ProjectFile.read(second.writeProjectFile(), second.directory()), shop.state(), Shop.QUICK))
                    .isInstanceOf(EmulatorException.class)
                    .hasMessageContaining("another emulator is using");
        }
    }

    /** Starts the command in an emulator that is killed while it runs. */
    private String runAndKill(String command) throws IOException {
        shop.start();
        shop.deployJob(shop.commit("one"));
        shop.close();
        try (EmulatorProcess killed = EmulatorProcess.start(shop)) {
            String id = killed.api()
                    .post(
                            "/jobs/migrate/runs",
                            "{\"deployment\":{\"docker\":{\"configType\":\"customCommand\",\"customCommand\":\""
                                    + command + "\"}}}")
                    .path("id")
                    .asText();
            if (command.contains("early")) {
                Waiting.until(
                        () -> killed.api().get("/jobs/migrate/logs?runId=" + id).toString(),
                        log -> log.contains("early"));
            }
            return id;
        }
    }

    private Path workingDirectory() throws IOException {
        try (var builds = Files.list(shop.state().resolve("builds/shop-build/builds"))) {
            return builds.findFirst().orElseThrow();
        }
    }

    private ProcessIdentity onlyInstance() throws IOException {
        try (var instances = Files.list(shop.state().resolve("services/web/instances"))) {
            String pid = Files.readString(instances.findFirst().orElseThrow().resolve("pid"));
            return ProcessIdentity.of(
                    ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            return "";
        }
    }
}
