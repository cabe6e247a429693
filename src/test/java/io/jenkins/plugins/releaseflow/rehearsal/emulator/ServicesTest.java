package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
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
    void aDeployedBuildServesOnTheStablePort() throws IOException {
        assertThat(shop.api().get("/services/web").path("status").has("deployment"))
                .isFalse();
        String sha = shop.commit("one");
        assertThat(shop.deployService(sha)).isEqualTo("COMPLETED");
        assertThat(shop.ask("/")).isEqualTo("one");
        JsonNode service = shop.api().get("/services/web");
        assertThat(service.at("/status/deployment/reason").asText()).isEqualTo("DEPLOYING");
        assertThat(service.at("/deployment/internal/deployedSHA").asText()).isEqualTo(sha);
        assertThat(service.path("disabledCD").asBoolean()).isTrue();
        assertThat(shop.api()
                        .get("/services/web/containers")
                        .at("/containers/0/status")
                        .asText())
                .isEqualTo("TASK_RUNNING");
        assertThat(shop.api().get("/services/web/logs").toString()).contains("shop one starts");
    }

    @Test
    void aReplacementLosesNoRequest() throws Exception {
        shop.deployService(shop.commit("one"));
        String second = shop.commit("two");
        shop.built(second);
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean enough = new AtomicBoolean();
        Thread client = new Thread(() -> askUntil(enough, answers));
        client.start();
        String before = transition();
        assertThat(shop.deployService(second)).isEqualTo("COMPLETED");
        assertThat(transition()).isNotEqualTo(before);
        Waiting.until(() -> shop.api().get("/services/web/containers").path("containers"), all -> all.size() == 1);
        Waiting.until(() -> List.copyOf(answers), all -> all.contains("two"));
        enough.set(true);
        client.join();
        assertThat(answers).containsOnly("one", "two").startsWith("one").endsWith("two");
    }

    @Test
    void aBuildThatIsNeverHealthyFailsAndTheOldOneKeepsServing() throws IOException {
        String first = shop.commit("one");
        shop.deployService(first);
        shop.close();
        shop.replace("startLimit: 20", "startLimit: 2").start();
        String broken = shop.commit("broken");
        String buildId = shop.built(broken).path("id").asText();
        assertThat(shop.deployService(broken)).isEqualTo("FAILED");
        assertThat(shop.ask("/")).isEqualTo("one");
        JsonNode internal = shop.api().get("/services/web/deployment").path("internal");
        assertThat(internal.path("buildId").asText()).isEqualTo(buildId);
        assertThat(internal.path("deployedSHA").asText()).isEqualTo(first);
        assertThat(shop.api().get("/services/web/logs").toString())
                .contains("was not healthy within 2 s: GET /health answered 500");
        shop.restart();
        Waiting.until(() -> answer("/"), "one"::equals);
        assertThat(shop.api()
                        .get("/services/web")
                        .at("/status/deployment/status")
                        .asText())
                .isEqualTo("FAILED");
    }

    @Test
    void aBuildThatEndsAtOnceFails() throws IOException {
        shop.built(shop.commit("one"));
        shop.api()
                .patch(
                        "/services/deployment/web",
                        "{\"deployment\":{\"instances\":1,\"internal\":{\"branch\":\"main\",\"buildSHA\":\"latest\"},"
                                + "\"docker\":{\"configType\":\"customCommand\",\"customCommand\":\"exit 4\"}}}");
        assertThat(shop.settledService()).isEqualTo("FAILED");
        assertThat(shop.api().get("/services/web/logs").toString())
                .contains("exit code 4")
                .contains("nothing serves");
        assertThat(shop.ask("/")).isEqualTo("no instance of this service");
    }

    @Test
    void aCrashedInstanceIsStartedAgain() throws IOException {
        shop.deployService(shop.commit("one"));
        String before = transition();
        // Lost, or answered with 503 when the client asks again.
        assertThat(answer("/crash")).isNotEqualTo("one");
        Waiting.until(this::transition, now -> !now.equals(before));
        assertThat(shop.settledService()).isEqualTo("COMPLETED");
        assertThat(shop.ask("/")).isEqualTo("one");
    }

    @Test
    void aPausedServiceAnswers503AndGoesOnAfterwards() throws IOException {
        shop.deployService(shop.commit("one"));
        shop.api().post("/services/web/pause", "");
        assertThat(shop.api().get("/services/web").path("servicePaused").asBoolean())
                .isTrue();
        assertThat(shop.ask("/")).isEqualTo("no instance of this service");
        shop.restart();
        assertThat(shop.ask("/")).isEqualTo("no instance of this service");
        shop.api().post("/services/web/resume", "{\"disabledCD\":false}");
        assertThat(shop.settledService()).isEqualTo("COMPLETED");
        assertThat(shop.ask("/")).isEqualTo("one");
        assertThat(shop.api().get("/services/web").path("disabledCD").asBoolean())
                .isFalse();
        assertThat(shop.api()
                        .send("POST", "/v1/projects/shop/services/web/resume", "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void withContinuousDeploymentOnANewBuildIsDeployedUntilSomebodyDeploysByHand() throws IOException {
        shop.deployService(shop.commit("one"));
        shop.api().post("/services/web/pause", "");
        shop.api().post("/services/web/resume", "{\"disabledCD\":false}");
        shop.commit("two");
        Waiting.until(() -> answer("/"), "two"::equals);
        shop.deployService(shop.commit("three"));
        assertThat(shop.api().get("/services/web").path("disabledCD").asBoolean())
                .isTrue();
        shop.built(shop.commit("four"));
        assertThat(shop.ask("/")).isEqualTo("three");
    }

    @Test
    void thePortIsKeptAndTheServiceComesBackAfterARestartOfTheEmulator() throws IOException {
        shop.deployService(shop.commit("one"));
        int port = shop.service().getPort();
        shop.restart();
        assertThat(shop.service().getPort()).isEqualTo(port);
        assertThat(shop.settledService()).isEqualTo("COMPLETED");
        assertThat(shop.ask("/")).isEqualTo("one");
    }

    @Test
    void aConfiguredPortInUseIsNamedWithTheRemedy() throws IOException {
        shop.close();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            shop.replace("health: /health", "health: /health\n    port: " + taken.getLocalPort());
            assertThatThrownBy(shop::start)
                    .isInstanceOf(EmulatorException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " of the service 'web'")
                    .hasMessageContaining("change 'port'");
        }
    }

    private void askUntil(AtomicBoolean enough, Queue<String> answers) {
        HttpClient http = HttpClient.newHttpClient();
        while (!enough.get()) {
            try {
                answers.add(
                        http.send(HttpRequest.newBuilder(shop.service()).build(), HttpResponse.BodyHandlers.ofString())
                                .body());
            } catch (IOException lost) {
                answers.add("lost: " + lost);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private String answer(String path) {
        try {
            return shop.ask(path);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private String transition() {
        return shop.api()
                .get("/services/web")
                .at("/status/deployment/lastTransitionTime")
                .asText();
    }
}
