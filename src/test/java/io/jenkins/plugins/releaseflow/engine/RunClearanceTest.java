package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A migration is not started beside, or after, a run of its job that somebody else or the platform itself has started. */
@Timeout(60)
class RunClearanceTest {
    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH);

    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
        fixture.platform().tellRuns(Optional.empty());
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aRunThatSomebodyElseStartedIsNotRunBeside() {
        fixture.platform().appear("migrate-by-cron");

        Node node = join(fixture.run(fixture.open("r"), migrate("n1", Concurrency.FORBID)));

        assertThat(node.state()).isEqualTo(NodeState.FAILED);
        assertThat(message(node))
                .contains(
                        "migrate-by-cron",
                        "is active",
                        "concurrency: 'queue'",
                        "migration: 'none'",
                        "Nothing was started");
        assertThat(fixture.platform().starts()).isEmpty();
    }

    @Test
    void aRunThatQueuesWaitsForTheOthersEndAndSaysSoOnce() {
        fixture.platform().appear("migrate-by-hand");
        ReleaseId release = fixture.open("r");
        CompletionStage<Node> node = fixture.run(release, migrate("n1", Concurrency.QUEUE));
        awaitUntil(() -> fixture.engine()
                .waitingFor(release, "n1")
                .filter(text -> text.contains("migrate-by-hand"))
                .isPresent());
        assertThat(fixture.platform().starts()).isEmpty();

        fixture.platform().end("migrate-by-hand", OperationPhase.FAILED);

        fixture.awaitReference(release, "n1");
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        assertThat(join(node).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(fixture.console())
                .filteredOn(line -> line.contains("waits until it has ended"))
                .hasSize(1);
    }

    @Test
    void aRunThatQueuesEndsWithItsTimeLimitAndWithoutHavingBeenStarted() {
        fixture.platform().appear("migrate-by-hand");

        Node node = join(fixture.run(
                fixture.open("r"),
                new NodeOrder("n1", work(Concurrency.QUEUE), NodeTerms.of(Duration.ofMillis(100), OnAbort.DETACH))));

        assertThat(node.state()).isEqualTo(NodeState.TIMED_OUT);
        assertThat(fixture.platform().starts()).isEmpty();
    }

    @Test
    void whatIsNoMigrationMayRunBesideOthers() {
        fixture.platform().appear("migrate-by-hand");
        ReleaseId release = fixture.open("r");

        fixture.run(release, migrate("n1", Concurrency.ALLOW));

        fixture.awaitReference(release, "n1");
    }

    @Test
    void aJobOfWhichThePlatformTellsThatItRunsOnChangeIsNotRunAgain() {
        fixture.platform().tellRuns(Optional.of("always"));
        ReleaseId release = fixture.open("r");
        deploy(release);

        Node node = join(fixture.run(release, migrate("n2", Concurrency.QUEUE)));

        assertThat(message(node))
                .contains("(runOnSourceChange is 'always')", "Deploy build to job migrate (node n1)", "'never'");
        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void aRunThatAppearsAfterTheDeploymentIsTakenForTheSameMigrationAlsoWhenItHasEnded() {
        ReleaseId release = fixture.open("r");
        deploy(release);
        fixture.platform().appear("migrate-by-itself");
        fixture.platform().end("migrate-by-itself", OperationPhase.SUCCEEDED);

        Node node = join(fixture.run(release, migrate("n2", Concurrency.QUEUE)));

        assertThat(message(node)).contains("has begun to run without being asked to (migrate-by-itself)", "'never'");
        assertThat(fixture.platform().starts()).hasSize(1);
    }

    @Test
    void aRunOfTheReleaseItselfIsNotTakenForOneOfThePlatform() {
        ReleaseId release = fixture.open("r");
        deploy(release);
        CompletionStage<Node> first = fixture.run(release, migrate("n2", Concurrency.FORBID));
        fixture.awaitReference(release, "n2");
        fixture.platform().end("migrate-2", OperationPhase.SUCCEEDED);
        join(first);

        fixture.run(release, migrate("n3", Concurrency.FORBID));

        fixture.awaitReference(release, "n3");
    }

    @Test
    void aRunThatWasThereBeforeTheDeploymentIsNoSecondOne() {
        fixture.platform().appear("migrate-long-ago");
        fixture.platform().end("migrate-long-ago", OperationPhase.SUCCEEDED);
        ReleaseId release = fixture.open("r");
        deploy(release);

        fixture.run(release, migrate("n2", Concurrency.FORBID));

        fixture.awaitReference(release, "n2");
    }

    private void deploy(ReleaseId release) {
        CompletionStage<Node> deployed = fixture.run(
                release,
                new NodeOrder(
                        "n1",
                        new NodeWork.DeployBuild(
                                Target.job("migrate"),
                                BuildSelector.ofId("app", "b1"),
                                Optional.empty(),
                                NodeKind.DEPLOY_BUILD),
                        TERMS));
        fixture.awaitReference(release, "n1");
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        join(deployed);
    }

    private static NodeOrder migrate(String node, Concurrency concurrency) {
        return new NodeOrder(node, work(concurrency), TERMS);
    }

    private static NodeWork work(Concurrency concurrency) {
        MigrationVerdict verdict = concurrency == Concurrency.ALLOW ? MigrationVerdict.NONE : MigrationVerdict.EXPAND;
        return new NodeWork.RunJob(
                "migrate",
                CommandOverride.UNCHANGED,
                Map.of(),
                new Migration(verdict, Optional.empty()),
                NodeWork.RunSource.DEPLOYED,
                Optional.empty(),
                concurrency);
    }

    private static String message(Node node) {
        return node.failure().map(Failure::message).orElse("");
    }
}
