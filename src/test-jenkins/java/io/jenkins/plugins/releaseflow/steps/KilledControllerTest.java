package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.io.IOException;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
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

/** The controller dies during a migration, killed or shut down, whatever durability it is set to. */
class KilledControllerTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private EmulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = EmulatedPlatform.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"MAX_SURVIVABILITY, true", "MAX_SURVIVABILITY, false", "PERFORMANCE_OPTIMIZED, false"})
    void aMigrationRunsOnceAndTheBuildGoesOn(FlowDurabilityHint durability, boolean kill) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(
                KilledControllerTest::startMigration, platform.address(), platform.token(), durability.name());
        stop(kill);
        jenkins.startJenkins();
        platform.release();
        jenkins.runRemotely(KilledControllerTest::expectReleased);

        assertEquals(1, platform.begun());
    }

    /** Then Jenkins itself may not be able to resume the build; the release has to come to a true end all the same. */
    @Test
    void aMigrationRunsOnceAndItsReleaseEndsAlsoWhereTheBuildMayBeLost() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(
                KilledControllerTest::startMigration,
                platform.address(),
                platform.token(),
                FlowDurabilityHint.PERFORMANCE_OPTIMIZED.name());
        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();
        platform.release();
        jenkins.runRemotely(KilledControllerTest::expectEnded);

        assertEquals(1, platform.begun());
    }

    @ParameterizedTest
    @CsvSource({"MAX_SURVIVABILITY, true", "PERFORMANCE_OPTIMIZED, false"})
    void aDoubtOutlivesTheControllerAndIsAnsweredAfterwards(FlowDurabilityHint durability, boolean kill)
            throws Throwable {
        platform.fault(
                "{\"method\": \"POST\", \"path\": \"*/jobs/slow/runs\", \"kind\": \"cut-before\", \"times\": 1}");
        jenkins.startJenkins();
        jenkins.runRemotely(KilledControllerTest::startDoubt, platform.address(), platform.token(), durability.name());
        stop(kill);
        platform.release();
        jenkins.startJenkins();
        jenkins.runRemotely(KilledControllerTest::answerDoubt);

        assertEquals(1, platform.begun());
    }

    private void stop(boolean kill) throws Exception {
        if (kill) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
    }

    private static WorkflowRun begin(String address, String token, String durability) throws Throwable {
        Controller.configure(address, token);
        return Controller.job("release", """
                        releaseFlow(environment: 'test') {
                            deployBuild build: 'app', branch: 'main', target: job('slow')
                            runJob job: 'slow', environment: [LEVEL: 'info']
                            echo 'after the migration'
                        }
                        """, FlowDurabilityHint.valueOf(durability))
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void startMigration(JenkinsRule rule, String address, String token, String durability)
            throws Throwable {
        rule.waitForMessage("  | migrating", begin(address, token, durability));
    }

    private static void expectReleased(JenkinsRule rule) throws Throwable {
        WorkflowRun build = Controller.lastBuild("release");
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("after the migration", build);
        Release release = Controller.release(1).orElseThrow();
        assertEquals(ReleaseState.RELEASED, release.state());
        String log = JenkinsRule.getLog(build);
        assertEquals(log.indexOf("  | migrating"), log.lastIndexOf("  | migrating"), log);
    }

    private static void expectEnded(JenkinsRule rule) throws Throwable {
        WorkflowRun build = rule.waitForCompletion(Controller.lastBuild("release"));
        Controller.await(
                "the release ended",
                () -> Controller.release(1).filter(Release::isOpen).isEmpty());
        Release release = Controller.release(1).orElseThrow();
        boolean resumed = Result.SUCCESS.equals(build.getResult());
        assertEquals(resumed ? ReleaseState.RELEASED : ReleaseState.ABORTED, release.state(), release.message());
        assertEquals(NodeState.COMPLETED, release.nodeList().get(1).state());
    }

    private static void startDoubt(JenkinsRule rule, String address, String token, String durability) throws Throwable {
        rule.waitForMessage("waits for a decision", begin(address, token, durability));
    }

    private static void answerDoubt(JenkinsRule rule) throws Throwable {
        WorkflowRun build = Controller.lastBuild("release");
        Controller.await("the build asks again", () -> asks(build));
        Release release = Controller.release(1).orElseThrow();
        Node doubt = release.nodeList().stream()
                .filter(node -> node.state() == NodeState.IN_DOUBT)
                .findFirst()
                .orElseThrow();
        Controller.engine()
                .resolve(
                        release.id(),
                        doubt.id(),
                        new Resolution.RunAgain(),
                        new Decision("ann", "no run of it is listed"))
                .toCompletableFuture()
                .join();
        expectReleased(rule);
    }

    private static boolean asks(WorkflowRun build) {
        try {
            return JenkinsRule.getLog(build).split("waits for a decision", -1).length > 2;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
