package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.ledger.Drill;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentEvent;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
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

/** The controller goes down in the middle of a restore, of a drill, and of a command in a container, one job for each; {@link EveryWaitTest} has the other waits. */
class KilledRestoreTest {
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
    void aDatabaseIsRestoredOnceAndACommandIsRunOnceAndADrillBeginsAnew(FlowDurabilityHint durability, boolean kill)
            throws Throwable {
        jenkins.startJenkins();
        platform.release();
        jenkins.runRemotely(KilledRestoreTest::releaseWithBackup, platform.address(), platform.token());
        platform.reset();
        String backup = platform.get("/addons/data/backups")
                .path("backups")
                .path(0)
                .path("id")
                .asText();
        // What was there before is read once; nobody hears how the new one does.
        hideRestores("data", 1);
        hideRestores("data-drill", 0);
        jenkins.runRemotely(
                KilledRestoreTest::startAll,
                durability.name(),
                backup,
                platform.released().toString());
        Controller.await("the drill's restore is asked for", () -> restores("data-drill", backup) == 1);
        if (kill) {
            jenkins.stopJenkinsForcibly();
        } else {
            jenkins.stopJenkins();
        }
        platform.reset();
        platform.release();
        jenkins.startJenkins();
        jenkins.runRemotely(KilledRestoreTest::expectAllEnded);

        assertEquals(1, restores("data", backup));
        assertEquals(2, restores("data-drill", backup));
        assertTrue(
                platform.get("/services/web-drill").path("servicePaused").asBoolean(),
                "the scratch service stands still");
    }

    private void hideRestores(String addon, int after) throws Exception {
        platform.fault("{\"method\": \"GET\", \"path\": \"*/addons/" + addon
                + "/restores*\", \"kind\": \"latency\", \"millis\": 600000, \"after\": " + after + "}");
    }

    private long restores(String addon, String backup) {
        try {
            return platform.asked("POST", "/addons/" + addon + "/backups/" + backup + "/restore");
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static void releaseWithBackup(JenkinsRule rule, String address, String token) throws Throwable {
        Controller.configure(address, token);
        Controller.environments("drilled", "restored", "command");
        rule.buildAndAssertSuccess(Controller.job("released", """
                releaseFlow(environment: 'drilled') {
                    deployService service: 'web', build: 'app', branch: 'main'
                    runBackup addon: 'data'
                }
                """, FlowDurabilityHint.MAX_SURVIVABILITY));
    }

    private static void startAll(JenkinsRule rule, String durability, String backup, String released) throws Throwable {
        start(
                "restored",
                "releaseFlow(environment: 'restored') { restoreBackup addon: 'data', backup: '" + backup + "' }",
                durability);
        start(
                "command",
                """
                releaseFlow(environment: 'command') {
                    runCommand service: 'web', command: "echo checking; while [ -d 'AROUND' ] && [ ! -e 'GO' ]; do sleep 0.1; done"
                }""".replace("GO", released)
                        .replace("AROUND", Path.of(released).getParent().toString()),
                durability);
        start(
                "drilled",
                "rollbackDrill environment: 'drilled', to: 1, scratchAddon: 'data-drill', scratchService: 'web-drill'",
                durability);
        rule.waitForMessage("  | checking", Controller.lastBuild("command"));
        rule.waitForMessage("Drill: restoring backup " + backup, Controller.lastBuild("drilled"));
        Controller.await(
                "the restore is asked for", () -> node("restored").reference().isPresent());
    }

    private static void start(String job, String script, String durability) throws Exception {
        Controller.job(job, script + "\necho 'went on'", FlowDurabilityHint.valueOf(durability))
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static Node node(String environment) {
        Controller.await("a node of " + environment, () -> Controller.release(environment, 1)
                .filter(release -> !release.nodeList().isEmpty())
                .isPresent());
        return Controller.release(environment, 1).orElseThrow().nodeList().get(0);
    }

    private static void expectAllEnded(JenkinsRule rule) throws Throwable {
        expectWentOn(rule, "restored");
        assertEquals(NodeState.COMPLETED, node("restored").state());
        expectWentOn(rule, "drilled");
        Drill drill =
                Controller.engine().ledger().environment("drilled").drill().orElseThrow();
        assertTrue(drill.ended().filter(EnvironmentEvent.DrillEnded::well).isPresent(), drill::toString);
        answerForTheCommand();
        expectWentOn(rule, "command");
    }

    /** Nobody can tell how a command ended once its connection is gone, so that it is neither run again nor called a failure. */
    private static void answerForTheCommand() {
        Controller.await("the command is in doubt", () -> node("command").state() == NodeState.IN_DOUBT);
        Release release = Controller.release("command", 1).orElseThrow();
        Controller.engine()
                .resolve(
                        release.id(),
                        node("command").id(),
                        new Resolution.MarkCompleted(),
                        new Decision("ann", "what it checked is right"))
                .toCompletableFuture()
                .join();
    }

    private static void expectWentOn(JenkinsRule rule, String job) throws Throwable {
        WorkflowRun build = Controller.lastBuild(job);
        rule.assertBuildStatus(Result.SUCCESS, rule.waitForCompletion(build));
        rule.assertLogContains("went on", build);
        if (!job.equals("drilled")) {
            assertEquals(
                    ReleaseState.RELEASED,
                    Controller.release(job, 1).orElseThrow().state());
        }
    }
}
