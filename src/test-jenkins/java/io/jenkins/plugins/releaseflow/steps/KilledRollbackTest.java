package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller dies while a release that failed is rolled back by {@code onFailure: 'rollback'}. The service takes as long as the platform is told to. */
class KilledRollbackTest {
    private static final String WEB = "/services/web/deployment";
    private static final String BROKEN = "/jobs/broken/deployment";

    @TempDir
    private Path directory;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private EmulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = EmulatedPlatform.start(directory);
        platform.build("side", "2");
        platform.pause("paused");
        platform.release();
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"MAX_SURVIVABILITY, true", "PERFORMANCE_OPTIMIZED, false"})
    void aRollbackThatWaitsGoesOnAndIsMadeOnce(FlowDurabilityHint durability, boolean kill) throws Throwable {
        failAndRollBack(durability);
        if (kill) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        jenkins.startJenkins();
        jenkins.runRemotely(KilledRollbackTest::awaitGoingOn);
        platform.release();
        jenkins.runRemotely(KilledRollbackTest::expectRolledBack);

        expectEverythingOnce();
    }

    /** The release has ended as failed by then, and of its rollback nothing is on record. */
    @Test
    void aRollbackThatWasOnlyBeingPlannedIsMadeOnce() throws Throwable {
        fail(FlowDurabilityHint.MAX_SURVIVABILITY);
        platform.fault("""
                {"method": "GET", "path": "*/services/app/build*", "kind": "latency", "millis": 600000}
                """);
        platform.resume("paused");
        jenkins.runRemotely(KilledRollbackTest::awaitFailed);
        jenkins.stopJenkinsForcibly();
        platform.reset();
        platform.release();
        jenkins.startJenkins();
        jenkins.runRemotely(KilledRollbackTest::expectRolledBack);

        expectEverythingOnce();
    }

    /** Then Jenkins itself may not be able to resume the build; the record of the rollback has to come to a true end all the same. */
    @Test
    void aRollbackEndsTrulyAlsoWhereItsBuildMayBeLost() throws Throwable {
        failAndRollBack(FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();
        platform.release();
        jenkins.runRemotely(KilledRollbackTest::expectEnded);

        expectEverythingOnce();
    }

    private void failAndRollBack(FlowDurabilityHint durability) throws Throwable {
        fail(durability);
        platform.reset();
        platform.resume("paused");
        jenkins.runRemotely(KilledRollbackTest::awaitRollback);
    }

    /** Comes to where the second release has deployed all, and waits for its backup before its job fails. */
    private void fail(FlowDurabilityHint durability) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(KilledRollbackTest::startFailing, platform.address(), platform.token(), durability.name());
    }

    private void expectEverythingOnce() throws Exception {
        assertEquals(3, platform.asked("POST", WEB), "deployments of the service that the platform was asked for");
        assertEquals(3, platform.asked("POST", BROKEN), "deployments of the job that the platform was asked for");
        assertEquals(1, platform.get("/jobs/broken/runs").path("runs").size());
    }

    private static void startFailing(JenkinsRule rule, String address, String token, String durability)
            throws Throwable {
        Controller.configure(address, token);
        WorkflowJob job = Controller.job("release", """
                def branch = env.BUILD_NUMBER == '1' ? 'main' : 'side'
                releaseFlow(environment: 'test', onFailure: 'rollback', allowOlder: true) {
                    deployBuild build: 'app', branch: branch, target: job('broken')
                    deployService service: 'web', build: 'app', branch: branch
                    if (branch == 'side') {
                        runBackup addon: 'paused'
                        runJob job: 'broken', migration: 'none'
                    }
                }
                """, FlowDurabilityHint.valueOf(durability));
        rule.buildAndAssertSuccess(job);
        job.scheduleBuild2(0).waitForStart();
        Controller.await("the backup waits", () -> Controller.release(2)
                .filter(release -> release.nodeList().size() == 3)
                .isPresent());
    }

    private static void awaitFailed(JenkinsRule rule) {
        Controller.await("the release failed", () -> Controller.release(2)
                .map(Release::state)
                .filter(ReleaseState.FAILED::equals)
                .isPresent());
        assertEquals(Optional.empty(), Controller.release(3));
    }

    private static void awaitRollback(JenkinsRule rule) {
        Controller.await("the rollback waits for the service", () -> Controller.release(3).stream()
                .flatMap(release -> release.nodeList().stream())
                .anyMatch(node -> node.label().contains("web")
                        && node.state() == NodeState.RUNNING
                        && node.reference().isPresent()));
    }

    /** Who looks at the console meanwhile is told what the build is at, since a crash may have cost what it said before. */
    private static void awaitGoingOn(JenkinsRule rule) throws Throwable {
        rule.waitForMessage(
                "Release test #2 failed, and its rollback test #3 goes on", Controller.lastBuild("release"));
    }

    private static void expectRolledBack(JenkinsRule rule) throws Throwable {
        WorkflowRun build = Controller.lastBuild("release");
        rule.assertBuildStatus(Result.FAILURE, rule.waitForCompletion(build));
        rule.assertLogContains("Rolled back by test #3 to #1", build);
        String log = JenkinsRule.getLog(build);
        assertEquals(log.indexOf("Rolled back by"), log.lastIndexOf("Rolled back by"), log);
        assertEquals(ReleaseState.RELEASED, expectRecord().state());
    }

    private static void expectEnded(JenkinsRule rule) throws Throwable {
        WorkflowRun build = rule.waitForCompletion(Controller.lastBuild("release"));
        assertEquals(Result.FAILURE, build.getResult());
        Controller.await(
                "the rollback ended",
                () -> Controller.release(3).filter(Release::isOpen).isEmpty());
        boolean resumed = JenkinsRule.getLog(build).contains("Rolled back by test #3 to #1");
        Release rollback = expectRecord();
        assertEquals(resumed ? ReleaseState.RELEASED : ReleaseState.ABORTED, rollback.state(), rollback.message());
    }

    /** What is on record however the build ended: the failure as it was, and one rollback, all of which was done. */
    private static Release expectRecord() {
        Release failed = Controller.release(2).orElseThrow();
        assertEquals(ReleaseState.FAILED, failed.state());
        Release rollback = Controller.release(3).orElseThrow();
        assertEquals(ReleaseKind.ROLLBACK, rollback.kind());
        assertEquals(Optional.of(2), rollback.rollback().orElseThrow().after());
        assertTrue(Controller.release(4).isEmpty(), "a second rollback");
        assertTrue(
                rollback.nodeList().stream().allMatch(node -> node.state() == NodeState.COMPLETED), rollback::toString);
        assertEquals(pins(Controller.release(1).orElseThrow()), pins(rollback));
        assertTrue(Controller.engine().ledger().environment("test").hold().isPresent());
        return rollback;
    }

    private static List<String> pins(Release release) {
        return release.nodeList().stream()
                .map(Node::deployment)
                .flatMap(Optional::stream)
                .flatMap(deployment ->
                        Stream.of(deployment.target() + " " + deployment.pin().summary()))
                .sorted()
                .toList();
    }
}
