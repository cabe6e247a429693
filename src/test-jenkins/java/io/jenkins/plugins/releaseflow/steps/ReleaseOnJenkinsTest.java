package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.testing.Controller;
import io.jenkins.plugins.releaseflow.testing.EmulatedPlatform;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
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

    private EmulatedPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = EmulatedPlatform.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
    }

    @Test
    void aScriptedPipelineReleasesStepByStep(JenkinsRule jenkins) throws Exception {
        Controller.configure(platform.address(), platform.token());
        WorkflowJob job = Controller.job("scripted", """
                releaseFlow(environment: 'test', name: 'v1') {
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
        assertEquals(ReleaseState.RELEASED, Controller.release(1).orElseThrow().state());
    }

    @Test
    void aDeclarativePipelineReleasesWithTheSameSteps(JenkinsRule jenkins) throws Exception {
        platform.release();
        Controller.configure(platform.address(), platform.token());
        WorkflowJob job = Controller.job("declarative", """
                pipeline {
                    agent none
                    environment { LEVEL = 'info' }
                    stages {
                        stage('Release') {
                            steps {
                                releaseFlow(environment: 'test', name: 'v2') {
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
        assertEquals(4, Controller.release(1).orElseThrow().nodeList().size());
        assertEquals(ReleaseState.RELEASED, Controller.release(2).orElseThrow().state());
    }

    @Test
    void aMistakeEndsTheReleaseAsFailedWithItsRemedy(JenkinsRule jenkins) throws Exception {
        Controller.configure(platform.address(), platform.token());
        WorkflowJob job = Controller.job(
                "failing",
                "releaseFlow(environment: 'test') { runJob job: 'no-such-job' }",
                FlowDurabilityHint.PERFORMANCE_OPTIMIZED);

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("job: there is no job 'no-such-job'", build);
        assertEquals(ReleaseState.FAILED, Controller.release(1).orElseThrow().state());
    }

    @Test
    void anAbortedBuildEndsAtOnceAndItsMigrationGoesOn(JenkinsRule jenkins) throws Exception {
        Controller.configure(platform.address(), platform.token());
        WorkflowJob job = Controller.job("aborted", """
                releaseFlow(environment: 'test') {
                    deployBuild build: 'app', branch: 'main', target: job('slow')
                    runJob job: 'slow'
                }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("  | migrating", build);
        build.getExecutor().interrupt();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertTrue(Controller.release(1).orElseThrow().isOpen());
        platform.release();
        Controller.await(
                "the release ended",
                () -> Controller.release(1).filter(Release::isOpen).isEmpty());
        Release release = Controller.release(1).orElseThrow();
        assertEquals(ReleaseState.ABORTED, release.state());
        assertEquals(NodeState.COMPLETED, release.nodeList().get(1).state());
        assertEquals(1, platform.begun());
    }
}
