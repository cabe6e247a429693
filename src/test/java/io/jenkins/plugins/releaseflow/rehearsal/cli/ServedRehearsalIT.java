package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Told once: a rehearsal runs a Jenkinsfile and serves its pages out of the packaged jar; then its pages are served without a run. */
class ServedRehearsalIT {
    private static final Pattern PAGES =
            Pattern.compile("Pages:? +(http://127\\.0\\.0\\.1:\\d+/release-flow/\\?token=\\w+)");
    private static final String RELEASE = "/release-flow/environments/test/releases/1/";

    @TempDir
    private Path scratch;

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @Test
    void pagesAreServedDuringARunAfterItAndWithoutOne() throws Exception {
        SmallProject project = new SmallProject(scratch.resolve("project"));
        Path jenkinsfile = project.releasing(
                "Jenkinsfile",
                "runBackup addon: 'data', name: 'before'",
                "deployBuild build: 'app', branch: 'main', commit: 'latest', target: job('migrate')");
        Object[] common = {"--home", scratch.resolve("home"), "--project", project.file()};

        try (RehearseProcess run = RehearseProcess.start(
                scratch, Map.of(), "run", jenkinsfile, "--serve", common[0], common[1], common[2], common[3])) {
            URI pages = pagesOf(run);
            HttpResponse<String> page = get(pages, "text/html");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.uri().getQuery())
                    .as("the token is not left in the address")
                    .isNull();
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'self';");
            run.awaitThat(() -> run.out().contains("The pages stay until interrupted"));

            JsonNode release = new ObjectMapper()
                    .readTree(get(pages.resolve(RELEASE + "json"), "application/json")
                            .body());
            assertThat(release.path("state").asText()).isEqualTo("released");
            assertThat(filesNamedIn(page.body(), pages)).hasSizeGreaterThan(3);
            run.awaitThat(() -> releases(pages).at("/releases/0").has("readiness"));
            assertThat(releases(pages).at("/releases/0/readiness/state").asText())
                    .as("a list tells which releases can be rolled back to, without asking the platform")
                    .isEqualTo("ready");
            assertThat(scratch.resolve("home/platform/addons/data/backups/before/backup.json"))
                    .content()
                    .as("the backup is kept on the platform")
                    .containsPattern("\"retained\" ?: ?true");
            interrupt(run);
        }
        try (RehearseProcess served =
                RehearseProcess.start(scratch, Map.of(), "serve", common[0], common[1], common[2], common[3])) {
            URI pages = pagesOf(served);
            get(pages, "text/html");
            assertThat(get(pages.resolve(RELEASE), "text/html").body()).contains("data-page=\"release\"");
            interrupt(served);
        }
    }

    private JsonNode releases(URI pages) {
        try {
            return new ObjectMapper()
                    .readTree(get(pages.resolve("/release-flow/environments/test/json"), "application/json")
                            .body());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static URI pagesOf(RehearseProcess process) throws IOException {
        process.awaitThat(() -> PAGES.matcher(process.out()).find());
        Matcher pages = PAGES.matcher(process.out());
        assertThat(pages.find()).isTrue();
        return URI.create(pages.group(1));
    }

    private static void interrupt(RehearseProcess process) throws IOException {
        process.interrupt();
        assertThat(process.await().exitCode()).isEqualTo(Rehearse.INTERRUPTED);
    }

    /** Every script and style that a page names is in the jar. */
    private List<String> filesNamedIn(String page, URI pages) {
        return Pattern.compile("(?:src|href)=\"(/release-flow/static/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .peek(file -> assertThat(get(pages.resolve(file), "*/*").statusCode())
                        .as(file)
                        .isEqualTo(200))
                .toList();
    }

    private HttpResponse<String> get(URI address, String accept) {
        try {
            return browser.send(
                    HttpRequest.newBuilder(address).header("Accept", accept).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
