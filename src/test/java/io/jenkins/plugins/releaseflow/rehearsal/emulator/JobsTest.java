package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.RunStatus;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private Shop shop;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        shop = new Shop(directory).start();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aRunIsARealProcessOfTheDeployedBuild() throws IOException {
        String sha = shop.commit("one");
        String buildId = shop.deployJob(sha);
        JsonNode deployment = shop.api().get("/jobs/migrate/deployment").path("internal");
        assertThat(deployment.path("buildId").asText()).isEqualTo(buildId);
        assertThat(deployment.path("deployedSHA").asText()).isEqualTo(sha);
        JsonNode started = shop.api().post("/jobs/migrate/runs", "");
        JsonNode run = shop.concluded(started.path("id").asText());
        assertThat(run.path("runName")).isEqualTo(started.path("runName"));
        assertThat(run.path("status").asText()).isEqualTo("SUCCESS");
        assertThat(run.path("active").asInt()).isZero();
        assertThat(run.path("succeeded").asInt()).isEqualTo(1);
        assertThat(run.has("concludedAt")).isTrue();
        assertThat(shop.runLog(started.path("id").asText()))
                .containsExactly(
                        "migrating " + shop.emulator().databases().get("orders").get("path") + " with one");
    }

    @Test
    void withoutABuildARunIsAConflict() {
        ApiClient.Reply reply = shop.api().send("POST", "/v1/projects/shop/jobs/migrate/runs", "");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().at("/error/message").asText()).isEqualTo("No deployment configured");
    }

    @Test
    void aRunCanHaveAnotherCommandEnvironmentAndBuild() throws IOException {
        shop.deployJob(shop.commit("one"));
        String second = shop.commit("two");
        String buildId = shop.built(second).path("id").asText();
        String id = run("{\"runtimeEnvironment\":{\"LEVEL\":\"debug\"},\"deployment\":{\"docker\":{\"configType\":"
                + "\"customCommand\",\"customCommand\":\"echo $LEVEL $BUILD_ID $BUILD_COMMIT; cat version;"
                + " cat $BUILD_DIR/version\"},\"internal\":{\"buildId\":\"" + buildId + "\"}}}");
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(shop.runLog(id)).containsExactly("debug " + buildId + " " + second, "two", "two");
        String plain = run("");
        shop.concluded(plain);
        assertThat(shop.runLog(plain).get(0)).endsWith("with one");
    }

    @Test
    void aFailingRunSaysSoAndKeepsBothItsOutputs() throws IOException {
        shop.deployJob(shop.commit("one"));
        String id = run(command("echo fine; echo broken >&2; printf unfinished; exit 7"));
        JsonNode run = shop.concluded(id);
        assertThat(run.path("status").asText()).isEqualTo("FAILED");
        assertThat(run.path("failed").asInt()).isEqualTo(1);
        assertThat(shop.runLog(id)).containsExactly("fine", "broken", "unfinished");
    }

    @Test
    void anAbortEndsTheWholeProcessTree() throws IOException {
        shop.deployJob(shop.commit("one"));
        Path pids = shop.directory().resolve("pids");
        String id = run(command("(sh -c 'echo $$ >> " + pids + "; exec tail -f /dev/null') & "
                + "(trap '' TERM; echo started; tail -f /dev/null); wait"));
        Waiting.until(() -> shop.runLog(id), lines -> lines.contains("started"));
        ProcessIdentity child = identity(
                Waiting.until(() -> read(pids), text -> text.endsWith("\n")).strip());
        shop.api().delete("/jobs/migrate/runs/" + id);
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("FAILED");
        assertThat(child.find()).isEmpty();
        assertThat(shop.api()
                        .send("DELETE", "/v1/projects/shop/jobs/migrate/runs/" + id, "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anAbortedRunShowsWhatTheOptionsSay() throws IOException {
        shop.with(Shop.QUICK.withAbortedRunStatus(RunStatus.SUCCESS)).restart();
        shop.deployJob(shop.commit("one"));
        String id = run(command("exec tail -f /dev/null"));
        shop.api().delete("/jobs/migrate/runs/" + id);
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    void aRunIsEndedWhenItsTimeIsOver() throws IOException {
        shop.deployJob(shop.commit("one"));
        shop.api().patch("/jobs/migrate", "{\"settings\":{\"activeDeadlineSeconds\":1,\"backoffLimit\":3}}");
        String id = run(command("exec tail -f /dev/null"));
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("FAILED");
        assertThat(shop.runLog(id)).contains("The time limit of 1 s is over");
        assertThat(shop.api().get("/jobs/migrate/containers?runId=" + id).path("containers"))
                .hasSize(1);
    }

    @Test
    void aFailedRunIsTriedAgainAsOftenAsItsSettingsSay() throws IOException {
        shop.deployJob(shop.commit("one"));
        shop.api().patch("/jobs/migrate", "{\"settings\":{\"backoffLimit\":2}}");
        Path count = shop.directory().resolve("count");
        String id = run(command("echo try >> " + count + "; test $(wc -l < " + count + ") = 3"));
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(shop.api().get("/jobs/migrate/containers?runId=" + id).path("containers"))
                .hasSize(3);
    }

    @Test
    void latestIsTheNewestSuccessfulBuildOfTheBranch() throws IOException {
        shop.built(shop.commit("one"));
        String second = shop.commit("two");
        shop.built(second);
        shop.built(shop.commit("feature/x", "three", Map.of()));
        shop.api()
                .post(
                        "/jobs/migrate/deployment",
                        "{\"internal\":{\"id\":\"shop-build\",\"branch\":\"main\",\"buildSHA\":\"latest\"}}");
        JsonNode internal = shop.api().get("/jobs/migrate/deployment").path("internal");
        assertThat(internal.path("buildSHA").asText()).isEqualTo("latest");
        assertThat(internal.path("deployedSHA").asText()).isEqualTo(second);
        assertThat(shop.api().get("/jobs/migrate").path("disabledCD").asBoolean())
                .isTrue();
    }

    @Test
    void latestWithoutABuildIsAcceptedAndDeploysNothingButAnUnknownCommitIsRefused() {
        shop.api().post("/jobs/migrate/deployment", "{\"internal\":{\"branch\":\"main\",\"buildSHA\":\"latest\"}}");
        assertThat(shop.api().get("/jobs/migrate/deployment").path("internal").has("buildId"))
                .isFalse();
        assertThat(status("{\"internal\":{\"buildSHA\":\"" + "a".repeat(40) + "\"}}"))
                .isEqualTo(404);
        assertThat(status("{\"internal\":{\"buildSHA\":\"abc\"}}")).isEqualTo(400);
        assertThat(status("{\"internal\":{\"buildId\":\"no-such-1234\"}}")).isEqualTo(404);
        assertThat(status("{\"external\":{\"imagePath\":\"nginx:latest\"}}")).isEqualTo(400);
    }

    @Test
    void aJobSetToAlwaysRunsWhenABuildIsDeployedAndOneSetToNeverDoesNot() throws IOException {
        shop.deployJob(shop.commit("one"));
        assertThat(shop.api().get("/jobs/migrate/runs").path("runs")).isEmpty();
        shop.api().patch("/jobs/manual/migrate", "{\"runOnSourceChange\":\"always\"}");
        shop.deployJob(shop.commit("two"));
        JsonNode runs = shop.api().get("/jobs/migrate/runs").path("runs");
        assertThat(runs).hasSize(1);
        shop.concluded(runs.path(0).path("id").asText());
    }

    @Test
    void withContinuousDeploymentANewBuildIsDeployedAndRun() throws IOException {
        try (Shop other = new Shop(Files.createDirectories(shop.directory().resolve("cd")))) {
            other.replace(
                            "build: shop-build\n    command: 'echo",
                            "build: shop-build\n    cd: true\n"
                                    + "    runOnSourceChange: cd-promote\n    command: 'echo")
                    .start();
            String sha = other.commit("one");
            JsonNode runs =
                    Waiting.until(() -> other.api().get("/jobs/migrate/runs").path("runs"), found -> found.size() == 1);
            other.concluded(runs.path(0).path("id").asText());
            assertThat(other.api()
                            .get("/jobs/migrate/deployment")
                            .at("/internal/deployedSHA")
                            .asText())
                    .isEqualTo(sha);
            assertThat(other.api().get("/jobs/migrate").path("disabledCD").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void aRunOfABuildWhoseDirectoryIsGoneFailsAndSaysWhy() throws IOException {
        String buildId = shop.deployJob(shop.commit("one"));
        Path build = shop.state().resolve("builds/shop-build/builds").resolve(buildId);
        Files.move(build, shop.directory().resolve("moved"));
        String id = run("");
        assertThat(shop.concluded(id).path("status").asText()).isEqualTo("FAILED");
        assertThat(shop.runLog(id)).singleElement().asString().startsWith("Cannot start: cannot start a process in");
    }

    private int status(String body) {
        return shop.api()
                .send("POST", "/v1/projects/shop/jobs/migrate/deployment", body)
                .status();
    }

    private String run(String body) {
        return shop.api().post("/jobs/migrate/runs", body).path("id").asText();
    }

    private static String command(String command) {
        return "{\"deployment\":{\"docker\":{\"configType\":\"customCommand\",\"customCommand\":\""
                + command.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}}}";
    }

    private static ProcessIdentity identity(String pid) {
        return ProcessIdentity.of(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
