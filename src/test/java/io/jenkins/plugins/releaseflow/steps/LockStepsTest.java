package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.XmlFile;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.engine.LockPlace;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.rehearsal.jenkins.RehearsalJob;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileRunner;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineListener;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineRun;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.PipelineTimer;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.RunSettings;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of an environment as builds meet it. */
@Timeout(60)
class LockStepsTest {
    private static final Decision ANN = new Decision("ann", "the run is stuck");

    @TempDir
    private Path home;

    private final SteeredPlatform platform = new SteeredPlatform();
    private StandinJenkins jenkins;

    /** A build and what it prints. */
    private record Build(PipelineRun run, ByteArrayOutputStream output) {
        String console() {
            return output.toString(StandardCharsets.UTF_8);
        }

        Result result() throws InterruptedException {
            return run.await().result();
        }
    }

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
        configure("queue");
    }

    private void configure(String lockPolicy) {
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new SteeredPlatformConfiguration("steered", platform)));
        EnvironmentConfiguration production = new EnvironmentConfiguration("production", "steered");
        production.setLockPolicy(lockPolicy);
        configuration.setEnvironments(List.of(production));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void aBuildWhoseReleaseIsSupersededEndsAsNotBuiltAndSaysWhy() throws Exception {
        Build running = build("releaseFlow(environment: 'production', name: 'v1') { runBackup addon: 'orders' }");
        awaitStarts(1);
        Build waiting = build("releaseFlow(environment: 'production', name: 'v2') { runBackup addon: 'orders' }");
        awaitUntil(() -> waiting.console().contains("Waiting for production #1 (v1), since "));
        Build newer = build("releaseFlow(environment: 'production', supersede: true) { runBackup addon: 'orders' }");

        assertThat(waiting.result()).isEqualTo(Result.NOT_BUILT);
        assertThat(waiting.console()).contains("Superseded by release production #3");
        assertThat(release(2).message()).isEqualTo("Superseded by production #3 of build shop#3");
        platform.end("orders-1", OperationPhase.SUCCEEDED);
        assertThat(running.result()).isEqualTo(Result.SUCCESS);
        awaitStarts(2);
        platform.end("orders-2", OperationPhase.SUCCEEDED);
        assertThat(newer.result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void anEnvironmentMaySupersedeByItsConfigurationAlsoWithoutABlock() throws Exception {
        configure("supersede");
        Build running = build("runBackup addon: 'orders'");
        awaitStarts(1);
        Build waiting = build("runBackup addon: 'orders'");
        awaitUntil(() -> waiting.console().contains("Waiting for production #1"));
        Build newer = build("runBackup addon: 'orders'");

        assertThat(waiting.result()).isEqualTo(Result.NOT_BUILT);
        awaitUntil(() -> newer.console().contains("place 1 of 1 in the queue"));
        platform.end("orders-1", OperationPhase.SUCCEEDED);
        assertThat(running.result()).isEqualTo(Result.SUCCESS);
        awaitStarts(2);
        platform.end("orders-2", OperationPhase.SUCCEEDED);
        assertThat(newer.result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void aBuildWhoseLockIsBrokenFailsWithWhoDidItAndWhereToLook() throws Exception {
        Build build = build("""
                releaseFlow(environment: 'production') {
                    runJob job: 'migrate'
                    runBackup addon: 'orders'
                }
                """);
        awaitReference();
        join(engine().breakLock("production", ANN));

        assertThat(build.result()).isEqualTo(Result.FAILURE);
        assertThat(build.console())
                .contains("The lock of production was broken by ann: the run is stuck", "Look at run migrate-1");
        assertThat(release(1).state()).isEqualTo(ReleaseState.IN_DOUBT);
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void aScriptThatGoesOnAfterItsLockWasBrokenStartsNothing() throws Exception {
        Build build = build("""
                releaseFlow(environment: 'production') {
                    echo 'in the block'
                    try { runJob job: 'migrate' } catch (e) { echo "first: ${e.message}" }
                    runBackup addon: 'orders'
                }
                """);
        awaitReference();
        join(engine().breakLock("production", ANN));

        assertThat(build.result()).isEqualTo(Result.FAILURE);
        assertThat(build.console())
                .contains("ERROR: The lock of production was broken by ann: the run is stuck;"
                        + " nothing more is started in release production #1");
        assertThat(platform.starts()).hasSize(1);
    }

    @Test
    void onHoldABuildIsRefusedAtOnce() throws Exception {
        join(engine().hold("production", new Decision("bob", "freeze of November")));
        Build build = build("releaseFlow(environment: 'production') { runBackup addon: 'orders' }");

        assertThat(build.result()).isEqualTo(Result.FAILURE);
        assertThat(build.console())
                .contains("ERROR: environment: production is on hold since ", "by bob: freeze of November; lift it");
        assertThat(engine().ledger().environment("production").list()).isEmpty();
    }

    @Test
    void anOlderBuildIsRefusedUnlessTheStepOrTheReleaseAllowsIt() throws Exception {
        platform.build(pin("b1", "2026-03-01T09:12:00Z"));
        platform.build(pin("b2", "2026-03-01T10:40:00Z"));
        platform.show(Target.service("shop"), pin("b2", "2026-03-01T10:40:00Z"));
        String old = "deployService service: 'shop', build: 'shop-build', buildId: 'b1'";
        Build refused = build("releaseFlow(environment: 'production') { " + old + " }");

        assertThat(refused.result()).isEqualTo(Result.FAILURE);
        assertThat(refused.console()).contains("older build refused: build b1", "pass allowOlder: true");
        Build byStep = build(old + ", allowOlder: true");
        awaitStarts(1);
        platform.end("shop-1", OperationPhase.SUCCEEDED);
        assertThat(byStep.result()).isEqualTo(Result.SUCCESS);
        Build byRelease = build("releaseFlow(environment: 'production', allowOlder: true) { " + old + " }");
        awaitStarts(2);
        platform.end("shop-2", OperationPhase.SUCCEEDED);
        assertThat(byRelease.result()).isEqualTo(Result.SUCCESS);
        assertThat(byRelease.console()).contains("older build allowed: build b1");
    }

    @Test
    void aDeletedJobEndsItsReleases() throws Exception {
        RehearsalJob job = RehearsalJob.in(jenkins, "shop");
        ReleaseId gone = open("shop", "shop#99");
        job.delete();

        awaitUntil(() -> release(gone.number()).state() == ReleaseState.ABORTED);
    }

    @Test
    void aDeletedJobLeavesTheReleasesOfOthersAlone() throws Exception {
        ReleaseId other = open("shop-two", "shop-two#1");
        ReleaseId gone = join(engine().open(opening("shop", "shop#99"))).id();
        RehearsalJob.in(jenkins, "shop").delete();

        awaitUntil(() -> release(gone.number()).state() == ReleaseState.ABORTED);
        assertThat(release(other.number()).isOpen()).isTrue();
    }

    @Test
    void whatCouldNotBeTakenUpIsShownAndTakenUpOnceItIsConfigured() throws Exception {
        ReleaseId lost = open("shop", "shop#99");
        jenkins.close();
        Files.delete(home.resolve(ReleaseFlowConfiguration.class.getName() + ".xml"));
        jenkins = StandinJenkins.start(home);
        awaitUntil(() -> status().trouble().isPresent());

        assertThat(status().holder().map(LockPlace::id)).contains(lost);
        assertThat(status().trouble().orElseThrow()).contains("environment: there is no environment 'production'");
        configure("queue");
        awaitUntil(() -> release(lost.number()).state() == ReleaseState.ABORTED);
        assertThat(status().holder()).isEmpty();
    }

    @Test
    void aConfigurationOfAnEarlierVersionQueues() throws Exception {
        Path file = home.resolve("old.xml");
        String type = EnvironmentConfiguration.class.getName();
        Files.writeString(file, "<" + type + "><name>test</name><platform>p</platform></" + type + ">");

        EnvironmentConfiguration old = (EnvironmentConfiguration) new XmlFile(file.toFile()).read();
        assertThat(old.getLockPolicy()).isEqualTo("queue");
        assertThatThrownBy(() -> old.setLockPolicy("newest"))
                .hasMessage("lockPolicy: 'newest' is not known; use queue or supersede");
    }

    private Build build(String jenkinsfile) throws Exception {
        JenkinsfileRunner runner =
                new JenkinsfileRunner(jenkins, PipelineListener.none(), Prompter.none(), PipelineTimer.real());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        return new Build(
                runner.start(
                        new JenkinsfileSource("Jenkinsfile", jenkinsfile),
                        new RunSettings("shop", "ann", Optional.of("main"), Map.of(), Map.of(), home, output)),
                output);
    }

    private static ReleaseId open(String job, String build) {
        ReleaseId id = join(engine().open(opening(job, build))).id();
        return join(engine().locked(id, NodeConsole.silent())).id();
    }

    private static ReleaseOpening opening(String job, String build) {
        return new ReleaseOpening("production", ReleaseKind.RELEASE, "", "", new Origin("ann", "", job, build, "main"));
    }

    private static BuildPin pin(String id, String builtAt) {
        return new BuildPin("shop-build", id, "c0ffee", "main", Optional.of(Instant.parse(builtAt)));
    }

    private static ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    private static EnvironmentStatus status() {
        return join(engine().status("production"));
    }

    private static Release release(int number) {
        return engine().ledger().environment("production").read(number).orElseThrow();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void awaitReference() {
        awaitUntil(() -> engine().ledger().environment("production").read(1).stream()
                .flatMap(release -> release.nodeList().stream())
                .anyMatch(node -> node.reference().isPresent()));
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
