package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {
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
    void aNewCommitOnATrackedBranchIsBuiltByItself() throws IOException {
        shop.start();
        String sha = shop.commit("one");
        JsonNode build = shop.built(sha);
        assertThat(build.path("id").asText()).matches("[a-z]+-[a-z]+-\\d{4}");
        assertThat(build.path("branch").asText()).isEqualTo("main");
        Path artifact = artifact(build);
        assertThat(artifact.resolve("version")).hasContent("one\n");
        assertThat(Files.isWritable(artifact.resolve("version")) && !"root".equals(System.getProperty("user.name")))
                .isFalse();
        shop.restart();
        assertThat(shop.api().get("/services/shop-build/build").path("builds")).hasSize(1);
    }

    @Test
    void aBranchThatIsNotTrackedIsNotBuilt() throws IOException {
        shop.commit("one");
        shop.commit("wip", "two", Map.of());
        String feature = shop.commit("feature/x", "three", Map.of());
        shop.start();
        shop.built(feature);
        assertThat(branches()).containsExactlyInAnyOrder("feature/x", "main");
        assertThat(shop.api().get("/services/shop-build/build").path("builds")).hasSize(2);
    }

    @Test
    void withCiOffOnlyWhatIsAskedForIsBuilt() throws IOException {
        shop.replace("command: 'cp", "ci: false\n    command: 'cp").start();
        String first = shop.commit("one");
        shop.commit("two");
        assertThat(shop.api().get("/services/shop-build/build").path("builds")).isEmpty();
        JsonNode started =
                shop.api().post("/services/shop-build/build", "{\"branch\":\"main\",\"sha\":\"" + first + "\"}");
        assertThat(started.path("concluded").asBoolean()).isFalse();
        JsonNode build = shop.built(first);
        assertThat(build.path("id")).isEqualTo(started.path("id"));
        assertThat(artifact(build).resolve("version")).hasContent("one\n");
        shop.api().patch("/services/build/shop-build", "{\"disabledCI\":false}");
        Waiting.until(() -> shop.api().get("/services/shop-build/build").path("builds"), builds -> builds.size() == 2);
    }

    @Test
    void aFailingCommandMakesAFailedBuildWithItsOutputInTheLogAndNoDirectory() throws IOException {
        shop.replace(Shop.COPY, "echo compiling; echo no such symbol >&2; exit 3")
                .start();
        shop.commit("one");
        JsonNode build = ended();
        assertThat(build.path("status").asText()).isEqualTo("FAILURE");
        JsonNode details =
                shop.api().get("/services/shop-build/build/" + build.path("id").asText());
        assertThat(details.path("success").asBoolean()).isFalse();
        assertThat(details.path("buildConcludedAt").asLong()).isPositive();
        assertThat(log(build)).contains("compiling", "no such symbol", "The build command ended with exit code 3");
        assertThat(artifact(build)).doesNotExist();
    }

    @Test
    void aBuildThatFailedIsTriedAgainAtTheNextStart() throws IOException {
        Path mended = shop.directory().resolve("mended");
        shop.replace(Shop.COPY, "test -e \"" + mended + "\" && " + Shop.COPY).start();
        String sha = shop.commit("one");
        assertThat(ended().path("status").asText()).isEqualTo("FAILURE");
        assertThat(shop.emulator().failedBuilds().get("shop-build")).hasSize(1);
        assertThat(shop.api().get("/services/shop-build/build").path("builds")).hasSize(1);
        Files.createFile(mended);
        shop.restart();
        assertThat(shop.built(sha).path("status").asText()).isEqualTo("SUCCESS");
        assertThat(shop.api().get("/services/shop-build/build").path("builds")).hasSize(2);
        assertThat(shop.emulator().failedBuilds()).isEmpty();
    }

    @Test
    void aBuildThatFailedIsBuiltAgainWhenItIsAskedFor() throws IOException {
        shop.replace(Shop.COPY, "exit 3").start();
        String sha = shop.commit("one");
        JsonNode failed = ended();
        JsonNode again = shop.api().post("/services/shop-build/build", "{\"branch\":\"main\",\"sha\":\"" + sha + "\"}");
        assertThat(again.path("id")).isNotEqualTo(failed.path("id"));
        assertThat(Waiting.until(this::newest, build -> build.path("concluded").asBoolean())
                        .path("id"))
                .isEqualTo(again.path("id"));
    }

    @Test
    void aCommitIsBuiltAnewWhenTheCommandHasChanged() throws IOException {
        shop.start();
        String sha = shop.commit("one");
        JsonNode before = shop.built(sha);
        shop.replace(Shop.COPY, "echo two > \"$BUILD_DIR/version\"").restart();
        JsonNode after = Waiting.until(
                this::newest,
                build -> !build.path("id").equals(before.path("id"))
                        && build.path("concluded").asBoolean());
        assertThat(artifact(after).resolve("version")).hasContent("two\n");
        assertThat(artifact(before).resolve("version")).hasContent("one\n");
    }

    @Test
    void aBuildUnderWayCanBeAborted() throws IOException {
        shop.replace(Shop.COPY, "echo going; exec tail -f /dev/null").start();
        shop.commit("one");
        JsonNode running = Waiting.until(this::newest, build -> log(build).contains("going"));
        shop.api().delete("/services/shop-build/build/" + running.path("id").asText());
        assertThat(ended().path("status").asText()).isEqualTo("ABORTED");
        assertThat(artifact(running)).doesNotExist();
    }

    @Test
    void pullRequestsAreReadFromTheRepositoryAndBuiltWhenAsked() throws IOException {
        shop.start();
        String sha = shop.commit("one");
        shop.git("update-ref", "refs/pull/7/head", sha);
        assertThat(shop.api()
                        .get("/services/shop-build/pull-requests")
                        .at("/pullRequests/0/id")
                        .asInt())
                .isEqualTo(7);
        JsonNode build = shop.api().post("/services/shop-build/build", "{\"pullRequestId\":7}");
        assertThat(build.path("pullRequestId").asInt()).isEqualTo(7);
        assertThat(build.path("sha").asText()).isEqualTo(sha);
        assertThat(build.has("branch")).isFalse();
    }

    @Test
    void wrongRequestsSayWhatIsMissing() throws IOException {
        shop.commit("one");
        shop.start();
        assertThat(refusal("{}")).isEqualTo("400 a build needs exactly one of branch and pullRequestId");
        assertThat(refusal("{\"branch\":\"nope\"}")).isEqualTo("404 Branch not found");
        assertThat(refusal("{\"branch\":\"main\",\"sha\":\"" + "0".repeat(40) + "\"}"))
                .isEqualTo("404 Commit not found");
    }

    @Test
    void aMissingRepositoryIsNamed() throws IOException {
        shop.replace("repository: repository", "repository: elsewhere").start();
        ApiClient.Reply reply = shop.api().send("GET", "/v1/projects/shop/services/shop-build/branches", "");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("there is no git repository at").contains("elsewhere");
        assertThat(shop.api().get("/services/shop-build/build").path("builds")).isEmpty();
    }

    private String refusal(String body) {
        ApiClient.Reply reply = shop.api().send("POST", "/v1/projects/shop/services/shop-build/build", body);
        return reply.status() + " " + reply.json().at("/error/message").asText();
    }

    private List<String> branches() {
        List<String> names = new ArrayList<>();
        shop.api()
                .get("/services/shop-build/branches")
                .path("branches")
                .forEach(branch -> names.add(branch.path("name").asText()));
        return names;
    }

    private JsonNode newest() {
        return shop.api().get("/services/shop-build/build").at("/builds/0");
    }

    private JsonNode ended() {
        return Waiting.until(this::newest, build -> build.path("concluded").asBoolean());
    }

    private List<String> log(JsonNode build) {
        List<String> lines = new ArrayList<>();
        shop.api()
                .get("/services/shop-build/build-logs?lineLimit=100&direction=forward&buildId="
                        + build.path("id").asText("none"))
                .forEach(line -> lines.add(line.path("log").asText()));
        return lines;
    }

    private Path artifact(JsonNode build) {
        return shop.state()
                .resolve("builds/shop-build/builds")
                .resolve(build.path("id").asText());
    }
}
