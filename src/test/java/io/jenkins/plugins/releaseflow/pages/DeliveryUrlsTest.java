package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;

/** Figures, comparisons, lists and drift by URL. The record has one release, in doubt about a job run. */
class DeliveryUrlsTest {
    @TempDir
    private Path home;

    private ReleaseInDoubt given;

    @BeforeEach
    void start() throws Exception {
        given = new ReleaseInDoubt(home);
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "nowhere", "../../etc"})
    void whoLacksThePermissionIsRefusedWhetherThereIsSuchAnEnvironmentOrNot(String environment) {
        given.grantOnJob(ReleasePermissions.VIEW, ReleasePermissions.MANAGE);
        EnvironmentUrl url = new ReleaseFlowRootAction().getEnvironments(environment);

        refused("View", () -> url.getFigures().doJson(asked(Map.of())));
        refused("View", () -> url.getFigures().doIndex(asked(Map.of()), "text/html"));
        refused("View", () -> url.getCompare().doJson(asked(Map.of("from", "1", "to", "1"))));
        refused("View", () -> url.getCompare().doIndex(asked(Map.of()), "text/html"));
        refused("View", () -> url.getDrift().doIndex());
        refused("View", () -> new ReleaseFlowRootAction().doReleases(asked(Map.of())));
        given.grantOnJenkins(ReleasePermissions.VIEW);
        refused("Manage", () -> url.getDrift().doCheck());
        refused("Manage", () -> url.getDrift().doAdopt("service api", "x", "why"));
        assertThat(ReleaseFlowRuntime.get().engine().ledger().environments()).containsExactly("production");
    }

    private SentResponse sent(Supplier<HttpResponse> request) {
        return SentResponse.of(given.asBob(request::get));
    }

    private void refused(String permission, Supplier<HttpResponse> request) {
        assertThatThrownBy(() -> given.asBob(request::get))
                .isInstanceOf(AccessDeniedException3.class)
                .hasMessage("bob is missing the Release/" + permission + " permission");
    }

    @Test
    void whoMayViewSeesFiguresComparisonsListsAndDrift() {
        given.grantOnJenkins(ReleasePermissions.VIEW);
        refused("View", () -> new ReleaseFlowRootAction()
                .getEnvironments("production")
                .getCompare()
                .doJson(asked(Map.of("from", "1", "to", "1"))));
        given.grantOnJob(ReleasePermissions.VIEW);
        EnvironmentUrl url = new ReleaseFlowRootAction().getEnvironments("production");

        SentResponse figures = sent(() -> url.getFigures().doJson(asked(Map.of("weeks", "3"))));
        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.json().path("weeks")).hasSize(3);
        assertThat(figures.json().at("/all/deployments").asInt(-1)).isZero();

        SentResponse compared = sent(() -> url.getCompare().doJson(asked(Map.of("from", "1", "to", "1"))));
        assertThat(compared.json().at("/from/name").asText()).isEqualTo("<b>v1</b>");

        SentResponse list = sent(
                () -> new ReleaseFlowRootAction().doReleases(asked(Map.of("environment", "production", "text", "v1"))));
        assertThat(list.json().path("total").asInt()).isEqualTo(1);

        SentResponse drift = sent(() -> url.getDrift().doIndex());
        assertThat(drift.status()).isEqualTo(200);
        assertThat(drift.json().has("checkedAt")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weeks=0 | weeks: 0 is out of range; use 1 to 260",
                "weeks=x | weeks: 'x' is not a number",
            })
    void figuresThatCannotBeAreRefusedWithTheParameterAndTheRemedy(String query, String words) {
        given.grantOnJenkins(ReleasePermissions.VIEW);

        SentResponse sent = sent(() -> new ReleaseFlowRootAction()
                .getEnvironments("production")
                .getFigures()
                .doJson(asked(parsed(query))));

        assertThat(sent.status()).isEqualTo(400);
        assertThat(sent.json().path("error").asText()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=odd | state: 'odd' is not known; use waiting, running, released, failed, aborted, in-doubt",
                "kind=odd | kind: 'odd' is not known; use release, rollback, unknown",
                "from=today | from: 'today' is not a time; use 2026-11-02 or 2026-11-02T08:00:00Z",
                "most=501 | most: 501 is out of range; use 1 to 500",
                "offset=-1 | offset: -1 is less than 0; use 0 for the newest",
            })
    void listsThatCannotBeAreRefusedWithTheParameterAndTheRemedy(String query, String words) {
        given.grantOnJenkins(ReleasePermissions.VIEW);

        SentResponse sent = sent(() -> new ReleaseFlowRootAction().doReleases(asked(parsed(query))));

        assertThat(sent.status()).isEqualTo(400);
        assertThat(sent.json().path("error").asText()).isEqualTo(words);
    }

    @Test
    void whatIsNotThereIsNotFoundAndAComparisonNeedsBothNumbers() {
        given.grantOnJenkins(ReleasePermissions.VIEW);
        given.grantOnJob(ReleasePermissions.VIEW);
        EnvironmentUrl nowhere = new ReleaseFlowRootAction().getEnvironments("nowhere");
        assertThat(sent(() -> nowhere.getFigures().doJson(asked(Map.of()))).status())
                .isEqualTo(404);

        SentResponse half = sent(() -> new ReleaseFlowRootAction()
                .getEnvironments("production")
                .getCompare()
                .doJson(asked(Map.of("from", "1"))));
        assertThat(half.status()).isEqualTo(400);
        assertThat(half.json().path("error").asText()).startsWith("to: is missing");
    }

    @Test
    void whoMayManageHasDriftLookedForAndAdoptsNothingThatIsNotThere() {
        given.grantOnJenkins(ReleasePermissions.VIEW, ReleasePermissions.MANAGE);
        DriftUrl url = new ReleaseFlowRootAction().getEnvironments("production").getDrift();

        SentResponse checked = sent(() -> url.doCheck());
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().path("message").asText()).isEqualTo("No target of production has drifted");
        assertThat(sent(() -> url.doIndex()).json().has("checkedAt")).isTrue();

        SentResponse adopted = sent(() -> url.doAdopt("service api", "x", "why"));
        assertThat(adopted.status()).isEqualTo(400);
        assertThat(sent(() -> url.doAdopt("service api", "x", " "))
                        .json()
                        .path("error")
                        .asText())
                .startsWith("reason: is missing");
    }

    private static Map<String, String> parsed(String query) {
        return Map.of(query.split("=")[0], query.split("=")[1]);
    }

    private static StaplerRequest2 asked(Map<String, String> parameters) {
        return (StaplerRequest2) Proxy.newProxyInstance(
                DeliveryUrlsTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> parameters.get(arguments[0]));
    }
}
