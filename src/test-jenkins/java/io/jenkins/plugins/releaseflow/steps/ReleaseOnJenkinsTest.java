package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.testing.Controller;
import io.jenkins.plugins.releaseflow.testing.EmulatedPlatform;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whole releases in Pipeline jobs, in the sandbox. */
@WithJenkins
class ReleaseOnJenkinsTest {
    @TempDir
    private Path directory;

    private static JenkinsRule jenkins;
    private EmulatedPlatform platform;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        platform = EmulatedPlatform.start(directory);
        Controller.configure(platform.address(), platform.token());
    }

    @AfterEach
    void stop() throws Exception {
        Controller.clear();
        platform.close();
    }

    @Test
    void aScriptedPipelineReleasesStepByStep() throws Exception {
        only("scripted");
        WorkflowJob job = Controller.job("scripted", """
                releaseFlow(environment: 'scripted', name: 'v1') {
                    def backup = runBackup addon: 'data', waitForCompletion: false
                    def deployed = deployBuild build: 'app', branch: 'main', target: job('migrate')
                    echo "pinned ${deployed.pin.buildId}"
                    parallel backup: { echo "backup ${awaitCompletion(node: backup.node).state}" },
                             other: { echo "in ${env.RELEASE_NAME}" }
                    def run = runJob job: 'migrate', migration: 'none', retry: 1
                    echo "run ${run.state}"
                }
                """, FlowDurabilityHint.MAX_SURVIVABILITY);

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("backup completed", build);
        jenkins.assertLogContains("in v1", build);
        jenkins.assertLogContains("run completed", build);
        assertEquals(
                ReleaseState.RELEASED,
                Controller.release("scripted", 1).orElseThrow().state());
    }

    @Test
    void aDeclarativePipelineReleasesWithTheSameSteps() throws Exception {
        only("declarative");
        platform.release();
        WorkflowJob job = Controller.job("declarative", """
                pipeline {
                    agent none
                    environment { LEVEL = 'info' }
                    stages {
                        stage('Release') {
                            steps {
                                releaseFlow(environment: 'declarative', name: 'v2') {
                                    runBackup addon: 'data', type: 'dump'
                                    deployBuild build: 'app', branch: 'main', target: job('migrate')
                                    runJob job: 'migrate', environment: [LEVEL: env.LEVEL], timeout: 5
                                    deployService service: 'web', build: 'app', branch: 'main'
                                }
                            }
                        }
                        stage('Outside of a block') {
                            steps { runBackup 'data' }
                        }
                    }
                    post { success { echo "released" } }
                }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("released", build);
        assertEquals(
                4, Controller.release("declarative", 1).orElseThrow().nodeList().size());
        assertEquals(
                ReleaseState.RELEASED,
                Controller.release("declarative", 2).orElseThrow().state());
    }

    @Test
    void aMistakeEndsTheReleaseAsFailedWithItsRemedy() throws Exception {
        only("failing");
        WorkflowJob job = Controller.job(
                "failing",
                "releaseFlow(environment: 'failing') { runJob job: 'no-such-job' }",
                FlowDurabilityHint.PERFORMANCE_OPTIMIZED);

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("job: there is no job 'no-such-job'", build);
        assertEquals(
                ReleaseState.FAILED,
                Controller.release("failing", 1).orElseThrow().state());
    }

    @Test
    void anAbortedBuildEndsAtOnceAndItsMigrationGoesOn() throws Exception {
        only("aborted");
        WorkflowJob job = Controller.job("aborted", """
                releaseFlow(environment: 'aborted') {
                    deployBuild build: 'app', branch: 'main', target: job('slow')
                    runJob job: 'slow'
                }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("  | migrating", build);
        build.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertTrue(Controller.release("aborted", 1).orElseThrow().isOpen());
        platform.release();
        Controller.await(
                "the release ended",
                () -> Controller.release("aborted", 1).filter(Release::isOpen).isEmpty());
        Release release = Controller.release("aborted", 1).orElseThrow();
        assertEquals(ReleaseState.ABORTED, release.state());
        assertEquals(NodeState.COMPLETED, release.nodeList().get(1).state());
        assertEquals(1, platform.begun());
    }

    @Test
    void aReleaseThatIsSupersededSaysByWhichAndLeadsToIt() throws Exception {
        only("superseded");
        Controller.job("holder", """
                releaseFlow(environment: 'superseded') {
                    deployBuild build: 'app', branch: 'main', target: job('slow')
                    runJob job: 'slow'
                }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED).scheduleBuild2(0);
        Controller.await("the first has the lock", () -> isLocked(1));
        WorkflowRun older = Controller.job(
                        "older", "releaseFlow(environment: 'superseded') { }", FlowDurabilityHint.PERFORMANCE_OPTIMIZED)
                .scheduleBuild2(0)
                .waitForStart();
        Controller.await(
                "the older one waits", () -> Controller.release("superseded", 2).isPresent());
        WorkflowRun newer = Controller.job(
                        "newer",
                        "releaseFlow(environment: 'superseded', supersede: true) { }",
                        FlowDurabilityHint.PERFORMANCE_OPTIMIZED)
                .scheduleBuild2(0)
                .waitForStart();

        jenkins.assertBuildStatus(Result.NOT_BUILT, jenkins.waitForCompletion(older));
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo(older.getUrl());
        assertTrue(page.asNormalizedText().contains("Superseded by release superseded #3"), page::asNormalizedText);
        assertEquals(
                "/jenkins/release-flow/environments/superseded/releases/3/",
                page.getAnchorByText("superseded #3").getHrefAttribute());
        platform.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(newer));
    }

    /** The ledger stays from test to test, so each has an environment of its own. */
    private static void only(String environment) {
        ReleaseFlowConfiguration.get().setEnvironments(List.of(new EnvironmentConfiguration(environment, "emulated")));
    }

    private static boolean isLocked(int number) {
        return Controller.release("superseded", number)
                .filter(release -> release.lockedAt().isPresent())
                .isPresent();
    }
}
