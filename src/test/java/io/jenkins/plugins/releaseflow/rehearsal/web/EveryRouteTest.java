package io.jenkins.plugins.releaseflow.rehearsal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All paths of a rehearsal, as its server knows them, so that none that is added can be forgotten: what they refuse. */
@Timeout(60)
class EveryRouteTest {
    @TempDir
    private static Path home;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ServedReleases given;
    private static ControlFile.Access access;
    private static ReleaseId release;

    @BeforeAll
    static void start() {
        given = new ServedReleases(home);
        access = new ControlFile(home).read().orElseThrow();
        release = given.open("production", "v1", "");
    }

    @AfterAll
    static void stop() {
        given.close();
    }

    @Test
    void theseAreAllThatChangeSomething() {
        assertThat(changing())
                .containsExactlyInAnyOrder(
                        "/release-flow/environments/{environment}/hold",
                        "/release-flow/environments/{environment}/lift",
                        "/release-flow/environments/{environment}/break-lock",
                        "/release-flow/environments/{environment}/drift/check",
                        "/release-flow/environments/{environment}/drift/adopt",
                        "/release-flow/environments/{environment}/releases/{number}/abort",
                        "/release-flow/environments/{environment}/releases/{number}/describe",
                        "/release-flow/environments/{environment}/releases/{number}/nodes/{node}/resolve",
                        "/release-flow/environments/{environment}/releases/{number}/rollback/run",
                        "/job/{job}/release-flow/run/start");
        assertThat(given.server().routes()).allMatch(route -> route.startsWith("GET ") || route.startsWith("POST "));
    }

    @Test
    void noneAnswersWithoutTheToken() throws Exception {
        assertThat(given.server().routes()).hasSizeGreaterThan(25);
        for (String route : given.server().routes()) {
            String method = route.substring(0, route.indexOf(' '));
            for (String token : List.of("", "Bearer wrong", "Bearer ")) {
                HttpResponse<String> refused = send(method, path(route), "Authorization", token);
                assertThat(refused.statusCode()).as(route).isEqualTo(403);
                assertThat(refused.body()).doesNotContain("v1");
            }
            assertThat(send(method, path(route) + "?token=wrong", "X-None", "").statusCode())
                    .as(route)
                    .isEqualTo(403);
        }
    }

    @Test
    void noneChangesAnythingByAGet() throws Exception {
        Release before = given.read(release);
        for (String path : changing()) {
            assertThat(send("GET", path("POST " + path), "Authorization", "Bearer " + access.token())
                            .statusCode())
                    .as(path)
                    .isEqualTo(405);
        }
        assertThat(given.read(release)).isEqualTo(before);
    }

    @Test
    void noneChangesAnythingForABrowserWithoutTheCrumbOfAPage() throws Exception {
        Release before = given.read(release);
        String cookie = "release-flow-" + access.address().getPort() + "=" + access.token();
        for (String path : changing()) {
            String target = path("POST " + path);
            assertThat(send("POST", target, "Cookie", cookie).statusCode())
                    .as(path)
                    .isEqualTo(403);
            assertThat(send("POST", target, "Cookie", cookie, "Release-Flow-Crumb", "wrong")
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
            // The address lets a browser in to look, not to change anything.
            assertThat(send("POST", target + "?token=" + access.token(), "X-None", "")
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(given.read(release)).isEqualTo(before);
        assertThat(given.asked()).isEmpty();
    }

    private static List<String> changing() {
        return given.server().routes().stream()
                .filter(route -> !route.startsWith("GET "))
                .map(route -> route.substring(route.indexOf(' ') + 1))
                .toList();
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1)
                .replace("{environment}", "production")
                .replace("{number}", "1")
                .replace("{node}", "n1")
                .replace("{job}", "shop")
                .replace("{folder}", "scripts")
                .replace("{file}", "main.js");
    }

    private static HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(access.address() + path))
                        .headers(headers)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
