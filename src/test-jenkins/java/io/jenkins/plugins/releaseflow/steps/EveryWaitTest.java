package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The controller goes down while builds wait for all that can be waited for, one job for each; {@link KilledControllerTest} has the migration and the doubt. */
class EveryWaitTest {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    private EmulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = EmulatedPlatform.start(directory);
        platform.pause("paused");
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({"MAX_SURVIVABILITY, true", "MAX_SURVIVABILITY, false", "PERFORMANCE_OPTIMIZED, false"})
    void everyBuildGoesOnWhereItWaited(FlowDurabilityHint durability, boolean kill) throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(EveryWaitTest::startAll, platform.address(), platform.token(), durability.name());
        if (kill) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        jenkins.startJenkins();
        jenkins.runRemotely(EveryWaitTest::abortOne);
        platform.release();
        platform.resume("paused");
        jenkins.runRemotely(EveryWaitTest::expectAllReleased);

        assertEquals(1, platform.get("/addons/paused/backups").path("backups").size());
        assertEquals(1, platform.get("/services/slow-app/build").path("builds").size());
        assertEquals(2, platform.begun(), "one run each of two builds");
    }

    private static void startAll(JenkinsRule rule, String address, String token, String durability) throws Throwable {
        Controller.configure(address, token);
        Controller.environments("backup", "build", "deployment", "aborted", "awaited");
        start("backup", "backup", "runBackup addon: 'paused'", durability);
        awaitNode("backup", node -> node.equals(NodeState.RUNNING));
        start("queue", "backup", "echo 'has the lock'", durability);
        start(
                "build",
                "build",
                "deployBuild build: 'slow-app', branch: 'main', buildIfMissing: true, target: job('migrate')",
                durability);
        start("deployment", "deployment", "deployService service: 'web', build: 'app', branch: 'main'", durability);
        start("aborted", "aborted", """
                deployBuild build: 'app', branch: 'main', target: job('slow')
                        runJob job: 'slow', migration: 'none'""", durability);
        Controller.await("the build is awaited", () -> Controller.release("build", 1)
                .filter(release -> !release.builds().isEmpty())
                .isPresent());
        awaitNode("deployment", NodeState.RUNNING::equals);
        Controller.await("the second release of backup waits", () -> Controller.release("backup", 2)
                .filter(release -> release.lockedAt().isEmpty())
                .isPresent());
        rule.waitForMessage("  | migrating", Controller.lastBuild("aborted"));
        start("awaited", "awaited", """
                def run = runJob job: 'slow', migration: 'none', waitForCompletion: false
                        awaitCompletion node: run.node""", durability);
        awaitNode("awaited", NodeState.RUNNING::equals);
        rule.waitForMessage("[Pipeline] awaitCompletion", Controller.lastBuild("awaited"));
    }

    private static void start(String job, String environment, String steps, String durability) throws Exception {
        Controller.job(
                        job,
                        "releaseFlow(environment: '" + environment + "') {\n" + steps + "\n}\necho 'went on'",
                        FlowDurabilityHint.valueOf(durability))
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static void awaitNode(String environment, Predicate<NodeState> state) throws InterruptedException {
        Controller.await("the node of " + environment + " waits", () -> Controller.release(environment, 1)
                .filter(release -> release.nodeList().stream().anyMatch(node -> state.test(node.state())))
                .isPresent());
    }

    private static void abortOne(JenkinsRule rule) throws Throwable {
        WorkflowRun build = Controller.lastBuild("aborted");
        // Before that, Jenkins loses an interruption.
        rule.waitForMessage("Ready to run", build);
        build.getExecutor().interrupt();
        rule.assertBuildStatus(Result.ABORTED, rule.waitForCompletion(build));
    }

    private static void expectAllReleased(JenkinsRule rule) throws Throwable {
        for (String job : List.of("backup", "queue", "build", "deployment", "awaited")) {
            WorkflowRun build = Controller.lastBuild(job);
            rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
            rule.assertLogContains("went on", build);
        }
        rule.assertLogContains("has the lock", Controller.lastBuild("queue"));
        for (String environment : List.of("backup", "build", "deployment", "awaited")) {
            assertEquals(
                    ReleaseState.RELEASED,
                    Controller.release(environment, 1).orElseThrow().state());
        }
        assertTrue(
                Controller.release("backup", 3).isEmpty(),
                "the block that waited for its lock opened no second release");
        Controller.await(
                "the aborted release ended",
                () -> Controller.release("aborted", 1).filter(Release::isOpen).isEmpty());
        Release aborted = Controller.release("aborted", 1).orElseThrow();
        assertEquals(ReleaseState.ABORTED, aborted.state());
        assertTrue(aborted.nodeList().stream().allMatch(node -> node.state() == NodeState.COMPLETED));
    }
}
