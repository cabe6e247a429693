package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.ForwardToView;
import org.kohsuke.stapler.HttpResponse;

/** The pages of a Jenkins and their documents: who gets them, and who may do what they offer. */
@Timeout(60)
class PageUrlsTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    @TempDir
    private Path home;

    private ReleaseInDoubt given;

    @BeforeEach
    void start() throws IOException {
        given = new ReleaseInDoubt(home);
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @ParameterizedTest
    @CsvSource({"production, 1", "production, 99", "nowhere, 1", "'../../etc', 1"})
    void noPageAndNoDocumentIsForWhoMayNotView(String environment, String number) {
        ReleaseFlowRootAction root = new ReleaseFlowRootAction();
        ReleaseUrl release = root.getEnvironments(environment).getReleases(number);

        for (Supplier<HttpResponse> request : List.<Supplier<HttpResponse>>of(
                () -> root.doIndex(BROWSER),
                () -> root.doJson(null),
                () -> root.getEnvironments(environment).doIndex(BROWSER),
                () -> root.getEnvironments(environment).doJson(null, null, null, null, null),
                () -> release.doIndex(BROWSER),
                () -> release.doJson(null),
                () -> release.getNodes("n1").doLog("1", "0", null),
                () -> release.getNodes("n1").doLog("1", null, "true"),
                () -> job().doIndex(BROWSER),
                () -> job().doJson(null, null, null, null, null))) {
            assertThatThrownBy(() -> given.asBob(() -> SentResponse.of(request.get())))
                    .isInstanceOf(AccessDeniedException3.class)
                    .hasMessage("bob is missing the Release/View permission");
        }
        Stream.of(root, root.getEnvironments(environment), release, job())
                .forEach(page -> assertThatThrownBy(() -> given.asBob(() -> {
                            page.requireReadable();
                            return "";
                        }))
                        .as("the shell of %s, which has a URL of its own", page.getPage())
                        .isInstanceOf(AccessDeniedException3.class));
    }

    @ParameterizedTest
    @CsvSource({"production, 1", "production, 99", "nowhere, 1"})
    void whoMayOnlyViewChangesNothing(String environment, String number) {
        given.grantOnJob(ReleasePermissions.VIEW);
        given.grantOnJenkins(ReleasePermissions.VIEW);
        ReleaseUrl release =
                new ReleaseFlowRootAction().getEnvironments(environment).getReleases(number);

        assertThatThrownBy(() -> given.asBob(() -> release.doAbort("stop", "why")))
                .hasMessage("bob is missing the Release/Run permission");
        assertThatThrownBy(() -> given.asBob(() -> release.doDescribe("text")))
                .hasMessage("bob is missing the Release/Run permission");
        assertThat(given.record().isOpen()).isTrue();
        assertThat(given.record().description()).startsWith("tab");
    }

    @Test
    void whoAbortsAReleaseMustBeAllowedToStopItsBuildToo() {
        given.grantOnJob(ReleasePermissions.RUN);
        assertThatThrownBy(() -> given.asBob(() -> release().doAbort("", "why")))
                .isInstanceOf(AccessDeniedException3.class)
                .hasMessageContaining("Cancel");
        assertThat(document().at("/may/abort").asBoolean()).isFalse();

        given.grantOnJob(Item.CANCEL);

        assertThat(document().at("/may/abort").asBoolean()).isTrue();
        assertThat(sent(() -> release().doAbort("", " ")).json().path("error").asText())
                .startsWith("reason: is missing");
        assertThat(sent(() -> release().doAbort("kill", "why"))
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("work: is 'kill'; use 'stop', 'detach', or nothing for what each step says");
        SentResponse aborted = sent(() -> release().doAbort("stop", "wrong version"));
        assertThat(aborted.status()).isEqualTo(202);
        assertThat(aborted.json().path("message").asText()).contains("is being aborted");
    }

    @Test
    void theDescriptionIsChangedByWhoMayRelease() {
        given.grantOnJob(ReleasePermissions.RUN);

        assertThat(sent(() -> release().doDescribe("Adds <b>invoices</b>")).status())
                .isEqualTo(200);

        assertThat(given.record().description()).isEqualTo("Adds <b>invoices</b>");
        assertThat(sent(() -> release().doDescribe("x".repeat(2001)))
                        .json()
                        .path("error")
                        .asText())
                .startsWith("description: has 2001 characters");
    }

    @Test
    void listsTellOfAHiddenJobsReleaseThatItIsThereAndNotWhoMadeItFromWhere() {
        given.grantOnJenkins(ReleasePermissions.VIEW);
        ReleaseFlowRootAction root = new ReleaseFlowRootAction();
        List<Supplier<HttpResponse>> lists = List.of(
                () -> root.doJson(null),
                () -> root.getEnvironments("production").doJson(null, null, null, null, null),
                () -> root.getEnvironments("production").doStatus());

        for (Supplier<HttpResponse> list : lists) {
            String text = sent(list).body();
            assertThat(text).contains("\"hidden\"").doesNotContain("<b>v1", "ann", "shop#1", "tab");
        }

        given.grantOnJob(ReleasePermissions.VIEW);
        for (Supplier<HttpResponse> list : lists) {
            assertThat(sent(list).body()).contains("<b>v1").doesNotContain("hidden");
        }
    }

    @Test
    void theDocumentOfAJobTellsOnlyOfEnvironmentsThatItReleasedTo() {
        given.grantOnJob(ReleasePermissions.VIEW);
        ReleaseFlowRuntime.get()
                .engine()
                .ledger()
                .environment("payroll")
                .open(id -> new ReleaseEvent.Opened(
                        Instant.now(),
                        id,
                        ReleaseKind.RELEASE,
                        "secret plan",
                        "",
                        new Origin("eve", "", "payroll", "payroll#1", "main")));

        JsonNode document =
                sent(() -> job().doJson(null, null, null, null, null)).json();

        assertThat(document.path("live").fieldNames()).toIterable().containsExactly("production");
        assertThat(document.toString()).doesNotContain("payroll");
    }

    @Test
    void aBrowserGetsThePageWhereAProgramGetsTheDocument() {
        given.grantOnJob(ReleasePermissions.VIEW);
        given.grantOnJenkins(ReleasePermissions.VIEW);
        ReleaseFlowRootAction root = new ReleaseFlowRootAction();

        assertThat(given.asBob(() -> root.doIndex(BROWSER))).isInstanceOf(ForwardToView.class);
        assertThat(given.asBob(() -> root.getEnvironments("production").doIndex(BROWSER)))
                .isInstanceOf(ForwardToView.class);
        assertThat(given.asBob(() -> release().doIndex(BROWSER))).isInstanceOf(ForwardToView.class);
        for (String program : new String[] {null, "*/*", "application/json"}) {
            assertThat(sent(() -> root.doIndex(program))
                            .json()
                            .at("/environments/0/environment")
                            .asText())
                    .isEqualTo("production");
            assertThat(sent(() -> root.getEnvironments("production").doIndex(program))
                            .json()
                            .at("/releases/0/number")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void whoHasTheDocumentAlreadyHearsOnlyThat() {
        given.grantOnJob(ReleasePermissions.VIEW);
        SentResponse first = sent(() -> release().doJson(null));
        String tag = first.headers().get("ETag");

        SentResponse again = sent(() -> release().doJson(tag));

        assertThat(tag).matches("\"[0-9a-f]{24}\"");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(sent(() -> release().doJson("\"other\"")).status()).isEqualTo(200);
    }

    @Test
    void theDocumentOfAReleaseTellsWhatItsNodesWaitForAndWhatTheUserMay() {
        given.grantOnJob(ReleasePermissions.RESOLVE, ReleasePermissions.VIEW);

        JsonNode document = document();

        assertThat(document.at("/nodes/0/waiting").asText()).isEqualTo("in doubt, waits for a decision");
        assertThat(document.at("/nodes/0/request/job").asText()).isEqualTo("migrate");
        assertThat(document.at("/may/resolve").asBoolean()).isTrue();
        assertThat(document.at("/may/manage").asBoolean()).isFalse();
        assertThat(document.at("/may/run").asBoolean()).isFalse();
    }

    @Test
    void aJobThatWasRenamedOrMovedKeepsItsPageAndAnotherOfItsOldNameHasNone() {
        ReleasingJobs jobs = ReleasingJobs.get();
        assertThat(jobs.contains("shop")).isTrue();

        ReleaseFlowRuntime.get()
                .onLocationChanged((Item) Jenkins.get().getItems().get(0), "shop", "team/store");

        ReleaseInDoubt.awaitUntil(() -> jobs.contains("team/store"));
        assertThat(jobs.contains("team")).isTrue();
        assertThat(jobs.contains("shop")).isFalse();
    }

    @Test
    void aReleaseLeadsToItsBuildAsLongAsThatIsThere() throws IOException {
        given.grantOnJob(ReleasePermissions.VIEW);
        assertThat(document().has("buildUrl")).isFalse();

        Job<?, ?> job = (Job<?, ?>) Jenkins.get().getItems().get(0);
        Files.createDirectories(job.getBuildDir().toPath().resolve("1"));

        assertThat(document().path("buildUrl").asText()).isEqualTo("job/shop/1/");
    }

    @Test
    void aLogIsReadInPartsAndDownloadedWhole() throws IOException {
        given.grantOnJob(ReleasePermissions.VIEW);
        NodeUrl node = release().getNodes("n1");
        assertThat(sent(() -> node.doLog("1", "0", null)).status()).isEqualTo(404);
        String line = "Größe 20 € 🚀\n";
        int lines = 20_000;
        Files.writeString(given.ledger().environment("production").nodeLog(1, "n1"), line.repeat(lines));

        StringBuilder text = new StringBuilder();
        String start = "0";
        SentResponse part;
        do {
            String from = start;
            part = sent(() -> node.doLog("1", from, null));
            text.append(part.body());
            start = part.headers().get("X-Text-Size");
        } while (part.headers().get("X-More-Data").equals("true"));

        assertThat(text.toString()).isEqualTo(line.repeat(lines));
        assertThat(part.headers())
                .containsEntry("Content-Type", "text/plain;charset=UTF-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store");
        SentResponse whole = sent(() -> node.doLog("1", null, "true"));
        assertThat(whole.body()).isEqualTo(text.toString());
        assertThat(whole.headers())
                .containsEntry("Content-Disposition", "attachment; filename=\"production-1-n1-1.log\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../events", "2", "build", "", "1/../../events"})
    void thereAreNoOtherFilesToRead(String which) throws IOException {
        given.grantOnJob(ReleasePermissions.VIEW);
        Files.writeString(given.ledger().environment("production").nodeLog(1, "n1"), "text");

        assertThat(sent(() -> release().getNodes("n1").doLog(which, "0", null)).status())
                .isEqualTo(404);
        assertThat(sent(() -> release().getNodes("../n1").doLog("1", "0", null)).status())
                .isEqualTo(404);
    }

    @Test
    void aListIsNarrowedByWhatItsAddressSays() {
        given.grantOnJenkins(ReleasePermissions.VIEW);
        EnvironmentUrl url = new ReleaseFlowRootAction().getEnvironments("production");

        assertThat(numbers(() -> url.doJson("v1", null, null, null, null)))
                .as("the job is hidden")
                .isEmpty();
        given.grantOnJob(ReleasePermissions.VIEW);
        assertThat(numbers(() -> url.doJson("v1", "running", "release", "1", null)))
                .containsExactly(1);
        assertThat(numbers(() -> url.doJson("v2", null, null, null, null))).isEmpty();
        assertThat(numbers(() -> url.doJson(null, "failed", null, null, null))).isEmpty();
        assertThat(numbers(() -> url.doJson(null, null, null, "2", null))).isEmpty();
        assertThat(sent(() -> url.doJson(null, "broken", null, null, null))
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("state: 'broken' is none; use one of waiting, running, released, failed, aborted, in-doubt");
    }

    @Test
    void theLinkToTheReleasesOfAJobIsForWhoMayViewThem() {
        assertThat(given.asBob(() -> job().getIconFileName())).isNull();
        assertThat(given.asBob(() -> job().getUrlName())).isNull();
        assertThat(given.asBob(() -> job().getLive())).isEmpty();

        given.grantOnJob(ReleasePermissions.VIEW);

        assertThat(given.asBob(() -> job().getUrlName())).isEqualTo("release-flow");
        assertThat(numbers(() -> job().doJson(null, null, null, null, null))).containsExactly(1);
    }

    @Test
    void theLinkInTheSidePanelIsForWhoMayViewEnvironments() {
        assertThat(given.asBob(() -> new ReleaseFlowRootAction().getIconFileName()))
                .isNull();

        given.grantOnJenkins(ReleasePermissions.VIEW);

        assertThat(given.asBob(() -> new ReleaseFlowRootAction().getIconFileName()))
                .isEqualTo("symbol-release-flow plugin-release-flow");
        assertThat(Path.of("src/main/resources/images/symbols/release-flow.svg"))
                .exists();
    }

    @Test
    void thePermalinkIsTheBuildOfTheNewestReleaseThatWentWell() {
        JobHistory history = new JobHistory(given.ledger());
        assertThat(history.lastReleased("shop")).isEmpty();

        ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
        engine.breakLock("production", new Decision("ann", "make room"))
                .toCompletableFuture()
                .join();
        ReleaseId second = given.open("v2", "shop#2");
        engine.close(second, ReleaseState.RELEASED, "").toCompletableFuture().join();

        assertThat(history.lastReleased("shop")).contains(2);
        assertThat(history.lastReleased("other")).isEmpty();
    }

    private JobReleases job() {
        AbstractItem item = (AbstractItem) Jenkins.get().getItems().get(0);
        return item.getActions(JobReleases.class).get(0);
    }

    private ReleaseUrl release() {
        return new ReleaseFlowRootAction().getEnvironments("production").getReleases("1");
    }

    private JsonNode document() {
        return sent(() -> release().doJson(null)).json();
    }

    private SentResponse sent(Supplier<HttpResponse> request) {
        return given.asBob(() -> SentResponse.of(request.get()));
    }

    private List<Integer> numbers(Supplier<HttpResponse> request) {
        return Stream.of(sent(request).json().path("releases"))
                .flatMap(list -> Stream.iterate(0, index -> index < list.size(), index -> index + 1)
                        .map(index -> list.get(index).path("number").asInt()))
                .toList();
    }
}
