package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.CommandUse;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Promotion;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A promotion takes what is live elsewhere, and nothing that a release is not known to answer for. */
@Timeout(60)
class PromotionsTest {
    private static final Target STAGED = Target.service("api-staging");
    private static final BuildPin TRIED = new BuildPin("app", "b7", "c0ffee7", "main");
    private static final ImagePin IMAGE = new ImagePin("registry.example/api@sha256:" + "a".repeat(64));
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH);

    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
        fixture.platform().build(TRIED);
        fixture.platform().build(new BuildPin("app", "b8", "c0ffee8", "main"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void whatAReleasePutThereIsTakenAndTheRecordSaysFromWhere() {
        stage(OperationPhase.SUCCEEDED);
        fixture.platform().show(STAGED, TRIED);

        DeploymentRequest request = promoted("staging");

        assertThat(request.pin()).isEqualTo(TRIED);
        assertThat(request.promotedFrom()).contains("service api-staging of staging");
        assertThat(fixture.console()).anyMatch(line -> line.contains("live there by release staging #1"));
    }

    @Test
    void whatNoReleasePutThereIsTakenAsThePlatformShowsItAndThatIsSaid() {
        fixture.platform().show(STAGED, IMAGE);

        assertThat(promoted("staging").pin()).isEqualTo(IMAGE);
        assertThat(fixture.console()).anyMatch(line -> line.contains("no release is known to have put it there"));
    }

    @Test
    void withoutAnEnvironmentItIsTakenFromTheReleasesOwn() {
        fixture.platform().show(STAGED, IMAGE);

        assertThat(promoted("").promotedFrom()).contains("service api-staging of production");
    }

    @Test
    void theSameReleaseTakesTheSameFromTheSameSourceWhateverHappensThere() {
        fixture.platform().show(STAGED, IMAGE);
        ReleaseId release = fixture.open("r");
        fixture.run(release, promotion("n1", "staging"));
        fixture.awaitReference(release, "n1");
        fixture.platform().show(STAGED, TRIED);

        fixture.run(release, promotion("n2", "staging"));
        fixture.awaitReference(release, "n2");

        assertThat(((DeploymentRequest) fixture.platform().starts().get(1)).pin())
                .isEqualTo(IMAGE);
    }

    @Test
    void whatWentPastTheReleasesIsNotSpread() {
        stage(OperationPhase.SUCCEEDED);
        fixture.platform().show(STAGED, new BuildPin("app", "b8", "c0ffee8", "main"));

        assertThat(refusal())
                .contains(
                        "the platform has b8 (c0ffee8, main), and the record says b7 (c0ffee7, main)",
                        "Adopt what is there");
    }

    @Test
    void aTargetWhoseLastReleaseFailedIsNoSource() {
        stage(OperationPhase.FAILED);
        fixture.platform().show(STAGED, TRIED);

        assertThat(refusal()).contains("it is not certain what is live", "by release staging #1");
    }

    @Test
    void anImageWithoutADigestIsNotTaken() {
        fixture.platform().show(STAGED, new ImagePin("registry.example/api:1.4"));

        assertThat(refusal()).contains("has no digest", "by its digest first");
    }

    @Test
    void whereNothingIsThereIsNothingToPromote() {
        assertThat(refusal()).contains("nothing is deployed on service api-staging of staging");
    }

    @Test
    void aBuildThatIsNotThereWhereItGoesIsRefused() {
        fixture.platform().show(STAGED, new BuildPin("other", "b9", "c0ffee9", "main"));

        assertThat(refusal()).contains("build b9 (c0ffee9, main) of other is live", "can't deploy it");
    }

    private String refusal() {
        ReleaseId release = fixture.open("r");
        int before = fixture.platform().starts().size();
        Node node = join(fixture.run(release, promotion("n1", "staging")));
        assertThat(node.state()).isEqualTo(NodeState.FAILED);
        assertThat(fixture.platform().starts()).hasSize(before);
        return node.failure().map(Failure::message).orElse("");
    }

    private DeploymentRequest promoted(String environment) {
        ReleaseId release = fixture.open("r");
        fixture.run(release, promotion("n1", environment));
        fixture.awaitReference(release, "n1");
        return (DeploymentRequest) fixture.node(release, "n1").request().orElseThrow();
    }

    private static NodeOrder promotion(String node, String environment) {
        return new NodeOrder(
                node,
                new NodeWork.Promote(
                        Target.service("api"),
                        new Promotion(STAGED, environment),
                        Optional.empty(),
                        CommandOverride.UNCHANGED,
                        CommandUse.STAYS,
                        NodeKind.DEPLOY_SERVICE,
                        false),
                TERMS);
    }

    private void stage(OperationPhase end) {
        Release opened = join(fixture.engine()
                .open(new ReleaseOpening(
                        "staging", ReleaseKind.RELEASE, "s", "", new Origin("ann", "", "shop", "shop#2", "main"))));
        ReleaseId staging =
                join(fixture.engine().locked(opened.id(), NodeConsole.silent())).id();
        CompletionStage<Node> node = fixture.run(
                staging,
                new NodeOrder(
                        "s1",
                        new NodeWork.DeployBuild(
                                STAGED, BuildSelector.ofId("app", "b7"), Optional.empty(), NodeKind.DEPLOY_SERVICE),
                        TERMS));
        fixture.awaitReference(staging, "s1");
        fixture.platform().end("api-staging-1", end);
        join(node);
        join(fixture.engine()
                .close(staging, end == OperationPhase.SUCCEEDED ? ReleaseState.RELEASED : ReleaseState.FAILED, ""));
    }
}
