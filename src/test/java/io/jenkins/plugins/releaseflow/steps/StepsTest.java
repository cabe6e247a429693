package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jenkins.model.CauseOfInterruption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps as a Jenkinsfile meets them, on a platform that the test steers. */
@Timeout(60)
class StepsTest {
    private static final class Stopped extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Stopped by ann";
        }
    }

    @TempDir
    private Path home;

    private final SteeredPlatform platform = new SteeredPlatform();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private StandinJenkins jenkins;

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new SteeredPlatformConfiguration("steered", platform)));
        EnvironmentConfiguration production = new EnvironmentConfiguration("production", "steered");
        production.setBranches("main release/*");
        configuration.setEnvironments(List.of(production));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void aStepStartsOnlyWhenTheOneBeforeItHasEndedOnThePlatform() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    runBackup addon: 'orders'
                    runJob job: 'migrate'
                }
                """);
        awaitStarts(1);
        assertThat(platform.starts()).noneMatch(JobRunRequest.class::isInstance);

        platform.end("orders-1", OperationPhase.SUCCEEDED);
        awaitStarts(2);
        assertThat(release()
                        .node(release().nodeList().get(0).id())
                        .orElseThrow()
                        .state())
                .isEqualTo(NodeState.COMPLETED);
        platform.end("migrate-2", OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(release().state()).isEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void aFailedMigrationStopsTheFlowBeforeTheDeployment() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    runJob job: 'migrate'
                    deployService service: 'shop', build: 'shop-build', branch: 'main'
                }
                """);
        awaitStarts(1);
        platform.print("ERROR: UNIQUE constraint failed");
        platform.end("migrate-1", OperationPhase.FAILED);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(platform.starts()).hasSize(1);
        assertThat(release().state()).isEqualTo(ReleaseState.FAILED);
        assertThat(release().nodeList()).hasSize(1);
        assertThat(console()).contains("ERROR: Run job migrate did not complete", "UNIQUE constraint failed");
    }

    @Test
    void resultsArePlainValuesThatTheScriptCanUse() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production', name: 'v1.4.2') {
                    def pin = deployBuild(build: 'shop-build', branch: 'main', target: job('migrate')).pin
                    echo "deployed ${pin.buildId} of ${pin.build} in ${env.RELEASE_NAME} #${env.RELEASE_NUMBER} to ${env.RELEASE_ENVIRONMENT}"
                }
                """);
        awaitStarts(1);
        platform.end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(console()).contains("deployed build-1 of shop-build in v1.4.2 #1 to production");
    }

    @Test
    void withoutABlockTheBuildHasOneReleaseThatEndsWithIt() throws Exception {
        PipelineRun run = start("""
                runBackup addon: 'orders'
                runJob job: 'migrate', environment: [LEVEL: "in${'fo'}"], command: 'migrate --all'
                """);
        awaitStarts(1);
        platform.end("orders-1", OperationPhase.SUCCEEDED);
        awaitStarts(2);
        platform.end("migrate-2", OperationPhase.SUCCEEDED);
        run.await();
        awaitUntil(() -> !release().isOpen());

        assertThat(release().state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(release().name()).isEqualTo("shop #1");
        assertThat(platform.starts().get(1))
                .isEqualTo(new JobRunRequest("migrate", Optional.of("migrate --all"), Map.of("LEVEL", "info")));
    }

    @Test
    void aReleaseIsNotOverBeforeWhatWasNotWaitedForHasEnded() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    runBackup addon: 'orders', waitForCompletion: false
                    echo 'block ends'
                }
                """);
        awaitUntil(() -> console().contains("block ends"));
        assertThat(release().isOpen()).isTrue();
        platform.end("orders-1", OperationPhase.FAILED);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(release().state()).isEqualTo(ReleaseState.FAILED);
    }

    @Test
    void aStoppedBuildStopsItsBackupAndEndsItsRelease() throws Exception {
        PipelineRun run = start("releaseFlow(environment: 'production') { runBackup addon: 'orders' }");
        awaitStarts(1);
        awaitUntil(() ->
                release().nodeList().stream().allMatch(node -> node.reference().isPresent()));
        run.abort(new Stopped());

        assertThat(run.await().result()).isEqualTo(Result.ABORTED);
        assertThat(platform.stopped()).hasSize(1);
        assertThat(release().state()).isEqualTo(ReleaseState.ABORTED);
        assertThat(release().message()).isEqualTo("Stopped by ann");
    }

    @Test
    void aBlockInsideABlockOfTheSameEnvironmentIsRefusedSinceItWouldWaitForItself() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    releaseFlow(environment: 'production') { runBackup addon: 'orders' }
                }
                """);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(console()).contains("ERROR: environment: this releaseFlow stands inside release production #1");
    }

    @Test
    void aBlockAfterAStepOfTheBuildsOwnReleaseIsRefusedSinceItWouldWaitForItself() throws Exception {
        PipelineRun run = start("""
                runBackup addon: 'orders'
                releaseFlow(environment: 'production') { runBackup addon: 'orders' }
                """);
        awaitStarts(1);
        platform.end("orders-1", OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(console()).contains("put that step into a releaseFlow block too");
    }

    @Test
    void aBranchThatMayNotReleaseIsRefusedBeforeAnythingIsOpened() throws Exception {
        PipelineRun run = start("releaseFlow(environment: 'production') { }", "feature/x");

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(console())
                .contains("branch 'feature/x' may not release to 'production'; branches that may: main, release/*");
        assertThat(summaries()).isEmpty();
    }

    @Test
    void aScriptCannotClaimToBeOnABranchThatMayRelease() throws Exception {
        PipelineRun run = start("""
                env.BRANCH_NAME = 'main'
                withEnv(['BRANCH_NAME=main']) { releaseFlow(environment: 'production') { } }
                """, "feature/x");

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(console()).contains("branch 'feature/x' may not release to 'production'");
        assertThat(summaries()).isEmpty();
    }

    @Test
    void badParametersAreToldInOneLineAndNothingIsStarted() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    for (bad in [
                        { runBackup addon: '' },
                        { runBackup addon: 'orders', type: 'dmp' },
                        { runBackup addon: 'orders', additionalDestinations: 's3-eu' },
                        { runBackup addon: 'orders', type: 'snapshot', destination: 's3-eu' },
                        { runBackup addon: 'orders', type: 'snapshot', additionalDestinations: 's3-eu:soon' },
                        { runBackup addon: 'orders', timeout: -1 },
                        { runBackup addon: 'orders', onAbort: 'kill' },
                        { deployBuild build: 'shop-build', commit: 'main', target: job('migrate') },
                        { deployBuild build: 'shop-build', branch: 'main', pullRequest: 3, target: job('migrate') },
                        { deployService service: 'shop' },
                        { deployService service: 'shop', image: 'shop:latest' },
                        { runJob job: 'migrate', migration: 'expnd' },
                        { runJob job: 'migrate', environment: ['A B': 'c'] },
                        { runBackup addon: 'orders', onInDoubt: 'hope' },
                        { runBackup addon: 'orders', retry: 11 },
                        { runJob job: 'migrate', retry: 1 },
                        { runJob job: 'migrate', migration: 'expand', onInDoubt: 'rerun' },
                        { awaitCompletion node: '' },
                        { awaitCompletion node: 'cafe' },
                        { awaitCompletion node: 'cafe', release: 'production' }
                    ]) {
                        try { bad() } catch (e) { echo "refused: ${e.message}" }
                    }
                }
                """);
        run.await();

        assertThat(console().lines().filter(line -> line.contains("refused:")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("addon: is empty"),
                        line -> assertThat(line).contains("type: 'dmp' is not known; use dump or snapshot"),
                        line -> assertThat(line).contains("additionalDestinations: are for snapshots only"),
                        line -> assertThat(line).contains("destination: 's3-eu' is for dumps only"),
                        line -> assertThat(line).contains("additionalDestinations: 's3-eu:soon' is no destination"),
                        line -> assertThat(line).contains("timeout: -1"),
                        line -> assertThat(line).contains("onAbort: 'kill' is not known; use stop or detach"),
                        line -> assertThat(line).contains("commit: 'main' is not a commit"),
                        line -> assertThat(line).contains("pullRequest: 3"),
                        line -> assertThat(line).contains("build: is missing"),
                        line -> assertThat(line).contains("image: 'shop:latest' has no digest"),
                        line -> assertThat(line).contains("migration: 'expnd' is not known; use none or expand"),
                        line -> assertThat(line).contains("environment: 'A B'"),
                        line -> assertThat(line).contains("onInDoubt: 'hope' is not known; use ask or fail or rerun"),
                        line -> assertThat(line).contains("retry: 11 is not a number of times; use 0 to 10"),
                        line -> assertThat(line)
                                .contains("retry: 1 would run job 'migrate' more than once, and it may be"),
                        line -> assertThat(line).contains("onInDoubt: 'rerun' would run job", "and it is a migration"),
                        line -> assertThat(line).contains("node: is empty"),
                        line -> assertThat(line).contains("node: this build has ordered no node 'cafe'"),
                        line -> assertThat(line).contains("release: 'production' names no release"));
        assertThat(platform.starts()).isEmpty();
    }

    @Test
    void aBackupIsStartedInOneStageAndAwaitedInAParallelBranchOfAnother() throws Exception {
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    def backup
                    stage('Start') { backup = runBackup addon: 'orders', waitForCompletion: false }
                    stage('Wait') {
                        parallel other: { echo 'meanwhile' },
                                 backup: { echo "await says ${awaitCompletion(node: backup.node).state}" }
                    }
                    runJob job: 'migrate'
                }
                """);
        awaitStarts(1);
        awaitUntil(() -> console().contains("meanwhile"));
        assertThat(console()).doesNotContain("await says");
        platform.end("orders-1", OperationPhase.SUCCEEDED);
        awaitStarts(2);
        platform.end("migrate-2", OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(console()).contains("await says completed");
    }

    @Test
    void anAwaitedBackupThatFailsStopsTheFlow() throws Exception {
        PipelineRun run = start("""
                def backup = runBackup addon: 'orders', waitForCompletion: false
                awaitCompletion node: backup.node
                runJob job: 'migrate'
                """);
        awaitStarts(1);
        platform.end("orders-1", OperationPhase.FAILED);

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(platform.starts()).hasSize(1);
        assertThat(console()).contains("ERROR: Back up orders did not complete");
    }

    @Test
    void aMigrationInDoubtHoldsTheBuildUntilSomebodyDecides() throws Exception {
        platform.nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    runJob job: 'migrate'
                    deployService service: 'shop', build: 'shop-build', branch: 'main'
                }
                """);
        awaitUntil(() -> console().contains("waits for a decision"));
        Node migration = release().nodeList().get(0);
        assertThat(migration.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(platform.starts()).isEmpty();
        ReleaseFlowRuntime.get()
                .engine()
                .resolve(
                        release().id(),
                        migration.id(),
                        new Resolution.MarkCompleted(),
                        new Decision("ann", "the schema is there"));
        awaitStarts(1);
        platform.end("shop-1", OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(console()).contains("Run job migrate: marked as completed by ann: the schema is there");
        assertThat(release().state()).isEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void aDoubtThatEndsTheStepIsToldOnce() throws Exception {
        platform.nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        PipelineRun run = start("releaseFlow(environment: 'production') { runJob job: 'migrate', onInDoubt: 'fail' }");

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(console()).contains("ERROR: Run job migrate is in doubt: The connection broke.");
        assertThat(release().state()).isEqualTo(ReleaseState.IN_DOUBT);
    }

    @Test
    void aBuildThatWaitsForADecisionCanBeAborted() throws Exception {
        platform.nextStart(SteeredPlatform.StartFault.LOST_BEFORE);
        PipelineRun run = start("releaseFlow(environment: 'production') { runJob job: 'migrate' }");
        awaitUntil(() -> console().contains("waits for a decision"));
        run.abort(new Stopped());

        assertThat(run.await().result()).isEqualTo(Result.ABORTED);
        assertThat(release().state()).isEqualTo(ReleaseState.IN_DOUBT);
        assertThat(platform.starts()).isEmpty();
    }

    @Test
    void aMissingBuildIsStartedWaitedForAndDeployedToTheJobAndTheService() throws Exception {
        platform.steerBuilds();
        PipelineRun run = start("""
                releaseFlow(environment: 'production') {
                    deployBuild build: 'shop-build', branch: 'main', buildIfMissing: true, target: job('migrate')
                    def pin = deployService(service: 'shop', build: 'shop-build', branch: 'main').pin
                    echo "live is ${pin.buildId}"
                }
                """);
        awaitStarts(1);
        platform.print("compiling");
        awaitUntil(() -> console().contains("| compiling"));
        platform.end("shop-build-1", OperationPhase.SUCCEEDED);
        awaitStarts(2);
        platform.end("migrate-2", OperationPhase.SUCCEEDED);
        awaitStarts(3);
        platform.end("shop-3", OperationPhase.SUCCEEDED);

        assertThat(run.await().result()).isEqualTo(Result.SUCCESS);
        assertThat(console())
                .contains(
                        "there is no build of shop-build branch main commit latest yet. Starting one",
                        "live is shop-build-1");
        assertThat(release().nodeList().get(0).terms().timeout()).hasMinutes(60);
    }

    @Test
    void aStoppedBuildThatWaitedForABuildOnThePlatformHasDeployedNothing() throws Exception {
        platform.steerBuilds();
        platform.appear("shop-build-7");
        PipelineRun run = start(
                "releaseFlow(environment: 'production') { deployBuild build: 'shop-build', target: job('migrate') }");
        awaitUntil(() -> console().contains("waiting for shop-build-7"));
        run.abort(new Stopped());

        assertThat(run.await().result()).isEqualTo(Result.ABORTED);
        assertThat(platform.starts()).isEmpty();
        assertThat(release().nodeList().get(0).failure().orElseThrow().message())
                .isEqualTo(
                        "The build was stopped: Stopped by ann; nothing was deployed; build shop-build-7 goes on on the platform");
        assertThat(release().state()).isEqualTo(ReleaseState.ABORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployBuild build: 'b', branch: '*', target: job('m')|buildIfMissing: needs to know what to build",
                "deployBuild build: 'b', branch: 'main', buildId: 'x-1', target: job('m')|buildIfMissing: is given"
                        + " together with buildId 'x-1'",
                "deployBuild build: 'b', branch: 'main', commit: 'c0ffee1', target: job('m')|commit: 'c0ffee1' is"
                        + " abbreviated",
                "deployService service: 's', image: 'r/s@sha256:0000000000000000000000000000000000000000000000000000000000000000'"
                        + "|buildIfMissing: is given together with image",
            })
    void aBuildThatCannotBeStartedIsRefusedWithTheParameter(String step, String message) throws Exception {
        PipelineRun run = start("releaseFlow(environment: 'production') { " + step + ", buildIfMissing: true }");

        assertThat(run.await().result()).isEqualTo(Result.FAILURE);
        assertThat(console()).contains("ERROR: " + message);
        assertThat(platform.starts()).isEmpty();
    }

    private PipelineRun start(String jenkinsfile) throws Exception {
        return start(jenkinsfile, "main");
    }

    private PipelineRun start(String jenkinsfile, String branch) throws Exception {
        JenkinsfileRunner runner =
                new JenkinsfileRunner(jenkins, PipelineListener.none(), Prompter.none(), PipelineTimer.real());
        return runner.start(
                new JenkinsfileSource("Jenkinsfile", jenkinsfile),
                new RunSettings("shop", "ann", Optional.of(branch), Map.of(), Map.of(), home, console));
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    private static List<ReleaseSummary> summaries() {
        return ReleaseFlowRuntime.get()
                .engine()
                .ledger()
                .environment("production")
                .list();
    }

    private static Release release() {
        return ReleaseFlowRuntime.get()
                .engine()
                .ledger()
                .environment("production")
                .read(1)
                .orElseThrow();
    }

    private void awaitStarts(int count) {
        awaitUntil(() -> platform.starts().size() == count);
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
