package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.AbstractItem;
import hudson.model.Item;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kohsuke.stapler.HttpResponse;

/** Where somebody has a job release: what is offered, what is asked for, and who may. */
@Timeout(60)
class RunUrlsTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:00:00Z");
    private static final BuildPin OLD = new BuildPin("shop-build", "old-sea-1", "aaaaaaa1", "main", Optional.of(AT));
    private static final BuildPin NEW =
            new BuildPin("shop-build", "new-sun-2", "bbbbbbb2", "main", Optional.of(AT.plusSeconds(60)));
    private static final BuildPin OTHER =
            new BuildPin("shop-build", "odd-sky-3", "ccccccc3", "fix", Optional.of(AT.plusSeconds(90)));

    @TempDir
    private Path home;

    private ReleaseInDoubt given;

    @BeforeEach
    void start() throws IOException {
        given = new ReleaseInDoubt(home);
        ReleaseFlowRuntime.get()
                .engine()
                .breakLock("production", new Decision("ann", "make room"))
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @Test
    void releasingNeedsThePermissionToReleaseAndThatToBuild() {
        given.grantOnJob(ReleasePermissions.RUN);
        assertThatThrownBy(() -> sent(() -> run().doStart("", "", "", "")))
                .isInstanceOf(AccessDeniedException3.class)
                .hasMessageContaining("Build");
        assertThatThrownBy(() -> sent(() -> run().doJson())).isInstanceOf(AccessDeniedException3.class);
        assertThat(given.asBob(() -> link().getUrlName())).isNull();

        given.grantOnJob(Item.BUILD);

        assertThat(sent(() -> run().doJson()).status()).isEqualTo(200);
        assertThat(given.asBob(() -> link().getUrlName())).isEqualTo("release-flow/run");
        // The stand-in has no queue, so it is as with a job that is disabled.
        assertThat(sent(() -> run().doStart("v2", "", "true", "[]"))
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("job: 'shop' can't be built now; enable it and try again");
    }

    @Test
    void theFormIsPresetToWhatTheFlowWouldTake() {
        given.grantOnJob(ReleasePermissions.RUN, Item.BUILD);
        given.platform().list(new SucceededBuild(OLD, Optional.empty()));
        release(List.of(), latestOfMain());
        given.platform()
                .list(
                        new SucceededBuild(OTHER, Optional.of(7)),
                        new SucceededBuild(OLD, Optional.empty()),
                        new SucceededBuild(NEW, Optional.empty()));

        JsonNode production = sent(() -> run().doJson()).json().at("/environments/0");

        assertThat(production.at("/environment").asText()).isEqualTo("production");
        assertThat(production.at("/targets/0/target").asText()).isEqualTo("service shop");
        assertThat(production.at("/targets/0/asks/branch").asText()).isEqualTo("main");
        assertThat(production.at("/targets/0/asks/commit").asText()).isEqualTo("latest");
        assertThat(production.at("/targets/0/takes/buildId").asText()).isEqualTo("new-sun-2");
        assertThat(production.at("/services/0/builds").findValuesAsText("buildId"))
                .containsExactly("odd-sky-3", "new-sun-2", "old-sea-1");
        assertThat(production.at("/services/0/builds/0/pullRequest").asInt()).isEqualTo(7);
    }

    /** Twenty seconds for each build service was a page that nobody waits for. */
    @Test
    void aPlatformThatDoesNotAnswerKeepsTheFormOnlyForAMomentAndItSaysWhatIsMissing() {
        given.grantOnJob(ReleasePermissions.RUN, Item.BUILD);
        given.platform().list(new SucceededBuild(OLD, Optional.empty()));
        release(List.of(), latestOfMain());
        given.platform().listNothing();
        RunControl control = new RunControl(
                ReleaseFlowRuntime.get().engine().ledger(),
                ReleaseFlowRuntime.get().platforms(),
                (job, overrides, who) -> null,
                Duration.ofMillis(50));

        JsonNode production = control.offer("shop").document().at("/environments/0");

        assertThat(production.at("/targets/0/target").asText()).isEqualTo("service shop");
        assertThat(production.at("/services/0/problem").asText()).isEqualTo("The platform takes long to answer");
        assertThat(production.at("/services/0/builds")).isEmpty();
    }

    @Test
    void whatSomebodyChoseLastTimeIsNotWhatTheFlowAsksFor() {
        given.grantOnJob(ReleasePermissions.RUN, Item.BUILD);
        release(List.of(), latestOfMain());
        given.platform().build(OTHER);
        BuildSelector chosen = BuildSelector.ofId("shop-build", "odd-sky-3");
        release(List.of(new BuildOverride(Target.service("shop"), chosen, "ann")), chosen);

        JsonNode target = sent(() -> run().doJson()).json().at("/environments/0/targets/0");

        assertThat(target.at("/last/buildId").asText()).isEqualTo("odd-sky-3");
        assertThat(target.at("/asks/branch").asText()).isEqualTo("main");
        assertThat(target.at("/asks").has("buildId")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | overrides: is not JSON",
                "{} | overrides: is not a JSON list",
                "[{\"target\":\"pod shop\"}] | overrides: target 'pod shop' is none; use 'service <id>' or 'job <id>'",
                "[{\"target\":\"service shop\",\"commit\":\"xyz\"}] | overrides: commit 'xyz' is none",
                "[{\"target\":\"service shop\",\"pullRequest\":\"-1\"}] | overrides: pullRequest '-1' is not a number",
                "[{\"target\":\"service shop\",\"branch\":\"a\",\"pullRequest\":1}] | overrides: branch and pullRequest are both given",
                "[{\"target\":\"service shop\"},{\"target\":\"service shop\"}] | overrides: service shop is named twice"
            })
    void whatCannotBeUnderstoodIsRefusedWithWhatWouldBeRight(String overrides, String message) {
        given.grantOnJob(ReleasePermissions.RUN, Item.BUILD);

        SentResponse refused = sent(() -> run().doStart("", "", "", overrides));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asText()).startsWith(message);
    }

    @Test
    void eachWayToChooseABuildIsUnderstood() {
        List<RunOverrides> asked = new ArrayList<>();
        RunControl control = new RunControl(
                given.ledger(),
                (environment, origin) -> given.platform(),
                (job, overrides, who) -> {
                    asked.add(overrides);
                    return new RollbackStarter.Started(Optional.of(job + " #2"), Optional.empty());
                },
                Duration.ofSeconds(5));

        ControlAnswer answer = control.start("shop", new OverrideForm(" v2 ", "text", "true", """
                        [{"environment": "production", "target": "service shop", "build": "shop-build", "buildId": "odd-sky-3"},
                         {"target": "job migrate", "branch": "fix"},
                         {"target": "service eu", "pullRequest": "7"},
                         {"target": "service us", "commit": "aaaaaaa1"},
                         {"target": "service asia", "commit": "latest"}]"""), "ann");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.message()).isEqualTo("The release is started as shop #2");
        assertThat(asked.get(0).name()).isEqualTo("v2");
        assertThat(asked.get(0).allowOlder()).isTrue();
        assertThat(asked.get(0).builds())
                .extracting(each -> each.environment() + ", " + each.override().text())
                .containsExactly(
                        "production, service shop: shop-build build odd-sky-3",
                        ", job migrate: branch fix commit latest",
                        ", service eu: pull request 7 commit latest",
                        ", service us: commit aaaaaaa1",
                        ", service asia: commit latest");
    }

    @Test
    void aChosenBuildIsInTheDocumentOfTheReleaseWithWhetherItWasDeployed() {
        given.grantOnJob(ReleasePermissions.VIEW);
        Release release = release(
                List.of(
                        new BuildOverride(
                                Target.service("shop"), BuildSelector.ofId("shop-build", "build-1"), "<b>ann</b>"),
                        new BuildOverride(Target.service("eu"), latestOfMain(), "ann")),
                latestOfMain());

        JsonNode overrides = sent(() -> new ReleaseFlowRootAction()
                        .getEnvironments("production")
                        .getReleases(Integer.toString(release.id().number()))
                        .doJson(null))
                .json()
                .path("overrides");

        assertThat(overrides.at("/0/text").asText()).isEqualTo("shop-build build build-1");
        assertThat(overrides.at("/0/who").asText()).isEqualTo("<b>ann</b>");
        assertThat(overrides.at("/0/reached").asBoolean()).isTrue();
        assertThat(overrides.at("/1/reached").asBoolean()).isFalse();
    }

    private static BuildSelector latestOfMain() {
        return new BuildSelector("shop-build", Optional.of("main"), Optional.empty(), "latest", Optional.empty());
    }

    /** A release that deployed what a choice comes to. */
    private Release release(List<BuildOverride> overrides, BuildSelector selector) {
        ReleaseEngine engine = ReleaseFlowRuntime.get().engine();
        Origin origin = new Origin("ann", "", "shop", "shop#2", "main").with(overrides);
        Release release =
                ReleaseInDoubt.join(engine.open(new ReleaseOpening("production", ReleaseKind.RELEASE, "", "", origin)));
        ReleaseInDoubt.join(engine.locked(release.id(), line -> {}));
        int before = given.platform().starts().size();
        var node = engine.run(
                release.id(),
                new NodeOrder(
                        "d1",
                        new NodeWork.DeployBuild(
                                Target.service("shop"), selector, Optional.empty(), NodeKind.DEPLOY_SERVICE),
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH)),
                true,
                line -> {});
        ReleaseInDoubt.awaitUntil(() -> given.platform().starts().size() > before);
        given.platform().end("shop-" + (before + 1), OperationPhase.SUCCEEDED);
        engine.wake();
        ReleaseInDoubt.join(node);
        return ReleaseInDoubt.join(engine.close(release.id(), ReleaseState.RELEASED, ""));
    }

    private static JobReleases job() {
        AbstractItem item = (AbstractItem) Jenkins.get().getItems().get(0);
        return item.getActions(JobReleases.class).get(0);
    }

    private static RunLink link() {
        AbstractItem item = (AbstractItem) Jenkins.get().getItems().get(0);
        return item.getActions(RunLink.class).get(0);
    }

    private static RunUrl run() {
        return job().getRun();
    }

    private SentResponse sent(Supplier<HttpResponse> request) {
        return given.asBob(() -> SentResponse.of(request.get()));
    }
}
