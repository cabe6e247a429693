package io.jenkins.plugins.releaseflow.rehearsal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.BuildStop;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DeliveryControl;
import io.jenkins.plugins.releaseflow.pages.PageDocuments;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rehearsal serves while it is under way, and who is let in. */
class ControlServerTest {
    private static final String RESOLVE = "/release-flow/environments/test/releases/1/nodes/n1/resolve";

    @TempDir
    private Path home;

    private ScheduledThreadPoolExecutor executor;
    private ControlServer server;
    private ControlFile.Access access;

    @BeforeEach
    void start() {
        executor = new ScheduledThreadPoolExecutor(1);
        SteeredPlatform platform = new SteeredPlatform();
        ReleaseEngine engine = new ReleaseEngine(
                new Ledger(home.resolve("ledger")),
                (environment, origin) -> platform,
                EngineSettings::of,
                executor,
                Clock.systemUTC(),
                new Random(1));
        server = ControlServer.start(
                new ControlServer.Served(
                        new ReleaseControl(engine, (environment, origin) -> platform, Duration.ofSeconds(5)),
                        new PageDocuments(
                                engine,
                                (environment, origin) -> platform,
                                () -> List.of("test"),
                                Duration.ofSeconds(5)),
                        new DeliveryControl(
                                engine.ledger(),
                                (environment, origin) -> platform,
                                new DriftWatch(
                                        engine.ledger(),
                                        (environment, origin) -> platform,
                                        environment -> Optional.empty(),
                                        executor,
                                        Clock.systemUTC()),
                                Clock.systemUTC(),
                                Duration.ofSeconds(5)),
                        BuildStop.none(),
                        "ann",
                        0),
                new ControlFile(home),
                new Random(2));
        access = new ControlFile(home).read().orElseThrow();
    }

    @AfterEach
    void stop() {
        server.close();
        executor.shutdownNow();
    }

    @Test
    void theFileIsForItsOwnerOnlyAndGoesWithTheServer() throws IOException {
        Path file = home.resolve("control.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(access.toString()).doesNotContain(access.token());
        assertThat(access.address().getHost()).isEqualTo("127.0.0.1");

        server.close();

        assertThat(file).doesNotExist();
    }

    @Test
    void aServerTakesTheFileOverThatAKilledOneLeft() {
        ControlServer.start(
                        new ControlServer.Served(
                                new ReleaseControl(null, null, Duration.ZERO),
                                new PageDocuments(null, null, List::of, Duration.ZERO),
                                new DeliveryControl(null, null, null, null, Duration.ZERO),
                                BuildStop.none(),
                                "ann",
                                0),
                        new ControlFile(home),
                        new Random(3))
                .close();

        assertThat(new ControlFile(home).read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "wrong"})
    void withoutTheTokenNothingIsLookedUp(String authorization) throws Exception {
        for (String path : new String[] {RESOLVE, "/release-flow/environments/test/releases/1", "/", "/nowhere"}) {
            HttpResponse<String> response = send(path, "POST", authorization);

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(json(response).path("error").asText())
                    .isEqualTo("The token is missing or not that of this rehearsal");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"releases/1/nodes/n1/resolve", "hold", "lift", "break-lock", "drift/check", "drift/adopt"})
    void whatChangesSomethingRefusesGet(String path) throws Exception {
        assertThat(send("/release-flow/environments/test/" + path, "GET", "Bearer " + access.token())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void anEnvironmentIsHeldByTheUserWhoRunsTheRehearsal() throws Exception {
        Optional<ControlAnswer> held = new ControlClient(new ControlFile(home))
                .post("environments/test/hold", Map.of("reason", "freeze & frost"));

        assertThat(held.map(ControlAnswer::message).orElse("")).endsWith(" by ann: freeze & frost");
        JsonNode status = json(send("/release-flow/environments/test/status", "GET", "Bearer " + access.token()));
        assertThat(status.at("/hold/why").asText()).isEqualTo("freeze & frost");
    }

    @Test
    void everyAnswerIsJsonThatABrowserRunsNothingOf() throws Exception {
        HttpResponse<String> response =
                send("/release-flow/environments/%3Cb%3E/releases/1", "GET", "Bearer " + access.token());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(json(response).path("error").asText()).isEqualTo("release: there is no release <b> #1");
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .isEqualToIgnoringCase("application/json;charset=utf-8");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; frame-ancestors 'none'; form-action 'none'");
    }

    @Test
    void theClientFindsItByTheFile() {
        Optional<ControlAnswer> answer = new ControlClient(new ControlFile(home))
                .post("environments/test/releases/1/nodes/n1/resolve", Map.of("resolution", "failed"));

        assertThat(answer.map(ControlAnswer::status)).contains(404);
        assertThat(answer.map(ControlAnswer::message)).contains("release: there is no release test #1");
    }

    @Test
    void theClientKnowsThatNoneIsUnderWayAlsoByAFileThatWasLeft() {
        ControlFile.Access left = access;
        server.close();
        ControlClient client = new ControlClient(new ControlFile(home));
        assertThat(client.post("environments/test/hold", Map.of())).isEmpty();

        new ControlFile(home).write(left);

        assertThat(client.post("environments/test/hold", Map.of())).isEmpty();
    }

    private HttpResponse<String> send(String path, String method, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(access.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void aBrowserSwapsTheTokenForACookieOfThisRehearsalAlone() throws Exception {
        HttpResponse<String> first = browse(
                server.pageAddress("").toString().replace(access.address().toString(), ""), "", "");

        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(first.headers().firstValue("Location").orElse("")).doesNotContain("token");
        String cookie = first.headers().firstValue("Set-Cookie").orElse("");
        assertThat(cookie)
                .startsWith("release-flow-" + access.address().getPort() + "=")
                .contains("HttpOnly", "SameSite=Strict");
        HttpResponse<String> page = browse("/release-flow/", cookie.split(";")[0], "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .isEqualTo("default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none';"
                        + " form-action 'none'");
        assertThat(page.body()).doesNotContain(access.token()).doesNotContain("<style", "onclick", "style=");
        assertThat(browse("/release-flow/?token=wrong", "", "").statusCode()).isEqualTo(403);
    }

    @Test
    void aBrowserChangesNothingWithoutTheCrumbOfItsPage() throws Exception {
        String cookie = "release-flow-" + access.address().getPort() + "=" + access.token();
        String page = browse("/release-flow/", cookie, "").body();
        String crumb = page.replaceAll("(?s).*data-crumb-value=\"(\\w+)\".*", "$1");
        String hold = "/release-flow/environments/test/hold?reason=freeze";

        for (String wrong : new String[] {"wrong", access.token()}) {
            HttpResponse<String> refused = browse(hold, cookie, wrong);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json(refused).path("error").asText()).startsWith("The crumb is missing");
        }
        // It is let in: what is wrong now is that no reason is in the form.
        assertThat(json(browse(hold, cookie, crumb)).path("error").asText()).startsWith("reason: is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scripts/missing.js",
                "scripts/main.java",
                "..%2Fpage.html/x.js",
                "rehearsal/page.html",
                "scripts/..%2F..%2Fpage.html"
            })
    void onlyScriptsAndStylesOfThePagesAreServed(String file) throws Exception {
        assertThat(send("/release-flow/static/" + file, "GET", "Bearer " + access.token())
                        .statusCode())
                .isIn(400, 404);
    }

    /** As a browser asks; with a crumb it is a change. */
    private HttpResponse<String> browse(String path, String cookie, String crumb) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(access.address() + path))
                .header("Accept", "text/html")
                .header("Cookie", cookie);
        if (!crumb.isEmpty()) {
            request.header("Release-Flow-Crumb", crumb).POST(HttpRequest.BodyPublishers.noBody());
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
