package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.util.XStream2;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run of which somebody asked something else than its Jenkinsfile says. */
@Timeout(60)
class RunOverridesTest {
    private static final String FLOW = """
            releaseFlow(environment: 'production', name: 'nightly', description: 'As every night') {
                deployBuild build: 'shop-build', branch: 'main', target: job('migrate')
                deployService service: 'shop', build: 'shop-build', branch: 'main', buildIfMissing: true
            }
            """;

    @TempDir
    private Path home;

    private SteeredJenkins given;

    @BeforeEach
    void start() throws Exception {
        given = new SteeredJenkins(home);
        given.platform().build(new BuildPin("shop-build", "quiet-sun-7", "4f2c91a03b1d", "hotfix"));
        given.platform().build(new BuildPin("other-build", "loud-moon-1", "aaaa91a03b1d", "main"));
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @Test
    void aChosenBuildGoesToItsTargetAndTheOthersGetWhatTheFlowSays() throws Exception {
        Release release = released(FLOW, chosen("production", Target.service("shop"), "", "quiet-sun-7"));

        assertThat(deployedTo(release, Target.service("shop"))).isEqualTo("quiet-sun-7");
        assertThat(deployedTo(release, Target.job("migrate"))).isEqualTo("build-1");
        assertThat(release.origin().overrides()).containsExactly(override(Target.service("shop"), "", "quiet-sun-7"));
        assertThat(given.console())
                .contains("Overridden: service shop gets shop-build build quiet-sun-7, chosen by ann,"
                        + " in place of shop-build branch main commit latest")
                .doesNotContain("Warning");
    }

    @Test
    void aNameAndADescriptionAreThoseOfTheRelease() throws Exception {
        Release release = released(FLOW, new RunOverrides("v1.4.2", "Mends invoices", true, List.of()));

        assertThat(release.name()).isEqualTo("v1.4.2");
        assertThat(release.description()).isEqualTo("Mends invoices");
        assertThat(release.allowOlder()).isTrue();
        assertThat(released(FLOW, RunOverrides.NONE).name()).isEqualTo("nightly");
    }

    @Test
    void aChosenBuildTakesThePlaceOfAnImageWhereItsBuildServiceIsNamed() throws Exception {
        String flow = "releaseFlow(environment: 'production') { deployService service: 'shop', image: 'shop@sha256:"
                + "a".repeat(64) + "' }";

        Release release = released(flow, chosen("", Target.service("shop"), "other-build", "loud-moon-1"));
        assertThat(deployedTo(release, Target.service("shop"))).isEqualTo("loud-moon-1");

        PipelineRun run = given.start(flow, chosen("", Target.service("shop"), "", "loud-moon-1"));
        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(given.console()).contains("name the build service too");
    }

    @Test
    void whatTheFlowNeverCameToIsSaidAtItsEnd() throws Exception {
        Release release = released(FLOW, chosen("production", Target.service("shpo"), "", "quiet-sun-7"));

        BuildOverride missed = release.origin().overrides().get(0);
        assertThat(release.nodeList()).noneMatch(missed::isReachedBy);
        assertThat(given.console())
                .contains(
                        "Warning: service shpo: build quiet-sun-7 in production was chosen for this run, and nothing was"
                                + " deployed there: the flow never came to that target");
    }

    @Test
    void whatWasChosenForAnotherEnvironmentDoesNotTouchThisOne() throws Exception {
        Release release = released(FLOW, chosen("staging", Target.service("shop"), "", "quiet-sun-7"));

        assertThat(release.origin().overrides()).isEmpty();
        assertThat(deployedTo(release, Target.service("shop"))).startsWith("build-");
        assertThat(given.console()).contains("Warning: service shop: build quiet-sun-7 in staging was chosen");
    }

    @Test
    void itIsKeptWithTheRun() {
        XStream2 xml = new XStream2();
        RunOverrides overrides = new RunOverrides(
                "v1",
                "text",
                true,
                List.of(new RunOverrides.InEnvironment(
                        "production",
                        new BuildOverride(
                                Target.job("migrate"),
                                new BuildSelector("b", Optional.empty(), Optional.of(7), "latest", Optional.empty()),
                                "ann"))));

        RunOverridesAction read = (RunOverridesAction) xml.fromXML(xml.toXML(new RunOverridesAction(overrides)));

        assertThat(read.overrides()).isEqualTo(overrides);
    }

    private Release released(String flow, RunOverrides overrides) throws Exception {
        int number = given.ledger().list().size() + 1;
        PipelineRun run = given.start(flow, overrides);
        SteeredJenkins.awaitUntil(() -> {
            for (int each = 1; each <= given.platform().starts().size(); each++) {
                given.platform().end("migrate-" + each, OperationPhase.SUCCEEDED);
                given.platform().end("shop-" + each, OperationPhase.SUCCEEDED);
            }
            return given.ledger()
                    .read(number)
                    .filter(release -> !release.isOpen())
                    .isPresent();
        });
        assertThat(run.await().result()).as(given.console()).isEqualTo(Result.SUCCESS);
        return given.ledger().read(number).orElseThrow();
    }

    private static String deployedTo(Release release, Target target) {
        return release.nodeList().stream()
                .flatMap(node -> node.deployment().stream())
                .filter(deployment -> deployment.target().equals(target))
                .map(DeploymentRequest::pin)
                .map(pin -> ((BuildPin) pin).buildId())
                .findFirst()
                .orElseThrow();
    }

    private static RunOverrides chosen(String environment, Target target, String service, String buildId) {
        return new RunOverrides(
                "",
                "",
                false,
                List.of(new RunOverrides.InEnvironment(environment, override(target, service, buildId))));
    }

    private static BuildOverride override(Target target, String service, String buildId) {
        return new BuildOverride(target, BuildSelector.ofId(service, buildId), "ann");
    }
}
