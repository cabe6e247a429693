package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What only a Jenkins shows of a release in a Pipeline job; {@link ScenariosOnJenkinsTest} has what both hosts do. */
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
