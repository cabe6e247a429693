package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRulesTest {
    private Shop shop;

    @BeforeEach
    void make(@TempDir Path directory) throws IOException {
        shop = new Shop(directory);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/projects/shop/addons", "/v1/nothing", "/emulator/faults"})
    void aWrongTokenIsUnauthorizedInTheDocumentedForm(String path) throws IOException {
        shop.start();
        ApiClient.Reply reply = new ApiClient(shop.emulator().address(), "wrong").send("GET", path, "");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body())
                .isEqualTo("{\"error\":{\"status\":401,\"message\":\"Unauthorized\",\"id\":\"unauthorized\"}}");
    }

    @Test
    void theTokenIsRandomUnlessGiven() throws IOException {
        shop.start();
        String first = shop.emulator().token();
        assertThat(first).hasSize(64);
        shop.restart();
        assertThat(shop.emulator().token()).isNotEqualTo(first);
        shop.with(Shop.QUICK.withToken("given")).restart();
        assertThat(shop.emulator().token()).isEqualTo("given");
    }

    @Test
    void whatDoesNotExistIsSaidByItsKind() throws IOException {
        shop.start();
        assertThat(error("/v1/nothing")).isEqualTo("404 not-found Not found: GET /v1/nothing");
        assertThat(error("/v1/projects/other/jobs")).isEqualTo("404 project-not-found Project not found");
        assertThat(error("/v1/projects/shop/addons/x")).isEqualTo("404 addon-not-found Addon not found");
        assertThat(error("/v1/projects/shop/addons/orders/backups/x"))
                .isEqualTo("404 backup-not-found Backup not found");
        assertThat(error("/v1/projects/shop/jobs/x")).isEqualTo("404 job-not-found Job not found");
        assertThat(error("/v1/projects/shop/jobs/migrate/runs/x")).isEqualTo("404 job-run-not-found Job run not found");
        assertThat(error("/v1/projects/shop/services/x")).isEqualTo("404 service-not-found Service not found");
        assertThat(error("/v1/projects/shop/services/shop-build/build/x"))
                .isEqualTo("404 build-not-found Build not found");
        assertThat(error("/v1/projects/shop/services/web/build"))
                .isEqualTo("400 invalid-request Service 'web' is not a build service");
        assertThat(shop.api()
                        .send("GET", "/v1/projects/shop/addons/x", "")
                        .json()
                        .at("/error/details/addonId")
                        .asText())
                .isEqualTo("x");
    }

    @Test
    void everyPathExistsForATeamToo() throws IOException {
        shop.start();
        assertThat(team("/projects").at("/data/projects/0/id").asText()).isEqualTo("shop");
        assertThat(team("/projects/shop").at("/data/addons/0/id").asText()).isEqualTo("orders");
        assertThat(team("/projects/shop/addons/orders").at("/data/status").asText())
                .isEqualTo("running");
        assertThat(team("/projects/shop/services").at("/data/services")).hasSize(2);
        assertThat(team("/projects/shop/jobs").at("/data/jobs/0/jobType").asText())
                .isEqualTo("manual");
    }

    @Test
    void listsComeInPagesAndTheLastHasNoCursor() throws IOException {
        shop.start();
        for (int number = 0; number < 5; number++) {
            shop.api().post("/addons/orders/backups", "{\"name\":\"backup-" + number + "\"}");
        }
        List<String> ids = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = shop.api()
                    .send("GET", "/v1/projects/shop/addons/orders/backups?per_page=2" + cursor, "")
                    .json();
            page.at("/data/backups").forEach(backup -> ids.add(backup.path("id").asText()));
            JsonNode pagination = page.path("pagination");
            assertThat(pagination.path("hasNextPage").asBoolean()).isEqualTo(pagination.has("cursor"));
            assertThat(pagination.path("count").asInt())
                    .isEqualTo(page.at("/data/backups").size());
            cursor = pagination.has("cursor")
                    ? "&cursor=" + pagination.path("cursor").asText()
                    : "";
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isEqualTo(3);
        assertThat(ids).containsExactly("backup-4", "backup-3", "backup-2", "backup-1", "backup-0");
        assertThat(shop.api().get("/addons/orders/backups?per_page=2&page=3").path("backups"))
                .hasSize(1);
        assertThat(error("/v1/projects/shop/addons?per_page=101"))
                .isEqualTo("400 invalid-request per_page is 101 but must be from 1 to 100");
    }

    @Test
    void everyAnswerTellsTheRequestLimitAndNoRequestIsRefusedUnlessEnforced() throws IOException {
        shop.replace("project: shop", "project: shop\nlimits: { requestsPerHour: 2 }")
                .start();
        for (int remaining : new int[] {1, 0, 0}) {
            ApiClient.Reply reply = shop.api().send("GET", "/v1/projects", "");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-ratelimit-limit")).isEqualTo("2");
            assertThat(reply.header("x-ratelimit-remaining")).isEqualTo(Integer.toString(remaining));
            assertThat(Long.parseLong(reply.header("x-ratelimit-reset"))).isBetween(3500L, 3600L);
        }
    }

    @Test
    void anEnforcedLimitRefusesWhatIsBeyondUntilTheWindowEnds() throws IOException {
        SteppingClock clock = new SteppingClock();
        shop.replace("project: shop", "project: shop\nlimits: { requestsPerHour: 2, enforce: true }")
                .with(Shop.QUICK.withClock(clock))
                .start();
        shop.api().get("/addons");
        clock.step(Duration.ofMinutes(59));
        shop.api().get("/addons");
        ApiClient.Reply refused = shop.api().send("GET", "/v1/projects/shop/addons", "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().at("/error/message").asText()).isEqualTo("Too many requests");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 60L);
        clock.step(Duration.ofMinutes(1));
        shop.api().get("/addons");
    }

    @Test
    void requestsAreRecorded() throws IOException {
        shop.start();
        shop.api().get("/addons?per_page=5");
        shop.api().send("DELETE", "/v1/nothing", "");
        assertThat(shop.emulator().requests())
                .extracting(request ->
                        request.method() + " " + request.path() + " " + request.query() + " " + request.status())
                .containsExactly("GET /v1/projects/shop/addons per_page=5 200", "DELETE /v1/nothing  404");
    }

    @Test
    void logsAreSelectedByTimeTextDirectionAndLimit() throws IOException {
        shop.start();
        shop.deployJob(shop.commit("main", "one", Map.of()));
        String id = shop.api()
                .post(
                        "/jobs/migrate/runs",
                        "{\"deployment\":{\"docker\":{\"configType\":\"customCommand\","
                                + "\"customCommand\":\"for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $n; done\"}}}")
                .path("id")
                .asText();
        shop.concluded(id);
        String logs = "/jobs/migrate/logs?queryType=range&runId=" + id;
        assertThat(texts(logs)).hasSize(10).startsWith("line 12").endsWith("line 3");
        assertThat(texts(logs + "&direction=forward&lineLimit=2")).containsExactly("line 1", "line 2");
        assertThat(texts(logs + "&textIncludes=line%201&textNotIncludes=2&direction=forward"))
                .containsExactly("line 1", "line 10", "line 11");
        assertThat(texts(logs + "&regexIncludes=1[12]%24&direction=forward")).containsExactly("line 11", "line 12");
        assertThat(texts(logs + "&regexNotIncludes=%5B1-9%5D")).isEmpty();
        assertThat(texts(logs + "&type=build")).isEmpty();
        assertThat(texts(logs + "&containerName=other")).isEmpty();
        JsonNode third = shop.api().get(logs + "&direction=forward").get(2);
        assertThat(third.path("ts").asText()).matches(".*\\.\\d{9}Z");
        assertThat(texts(logs + "&direction=forward&lineLimit=1&startTime="
                        + third.path("ts").asText()))
                .containsExactly("line 4");
        assertThat(texts(logs + "&direction=forward&endTime=" + third.path("ts").asText()))
                .containsExactly("line 1", "line 2");
        assertThat(error("/v1/projects/shop/jobs/migrate/logs?direction=sideways"))
                .contains("direction is 'sideways'");
    }

    private List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        shop.api().get(path).forEach(line -> texts.add(line.path("log").asText()));
        return texts;
    }

    private JsonNode team(String path) {
        return shop.api().send("GET", "/v1/teams/t1" + path, "").json();
    }

    private String error(String path) {
        JsonNode error = shop.api().send("GET", path, "").json().path("error");
        return error.path("status").asText() + " " + error.path("id").asText() + " "
                + error.path("message").asText();
    }

    private static final class SteppingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

        void step(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
