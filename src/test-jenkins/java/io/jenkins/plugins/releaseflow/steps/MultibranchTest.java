package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.computed.DefaultOrphanedItemStrategy;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.FolderConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jenkins.branch.BranchSource;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.impl.mock.MockChangeRequestFlags;
import jenkins.scm.impl.mock.MockRepositoryFlags;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Branches and pull requests of a multibranch project, with a repository in memory. */
@WithJenkins
class MultibranchTest {
    private static final String JENKINSFILE = """
            releaseFlow(environment: 'test') {
                def deployed = deployBuild build: 'app', target: job('migrate'), allowOlder: true
                echo "build of ${deployed.pin.branch}"
            }
            """;

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private EmulatedPlatform platform;
    private MockSCMController repository;
    private WorkflowMultiBranchProject project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        platform = EmulatedPlatform.start(directory);
        Controller.configure(platform.address(), platform.token());
        EnvironmentConfiguration environment = new EnvironmentConfiguration("test", "emulated");
        environment.setBranches("main side CR-*");
        ReleaseFlowConfiguration.get().setEnvironments(List.of(environment));
        repository = MockSCMController.create();
        repository.createRepository("shop", MockRepositoryFlags.FORKABLE, MockRepositoryFlags.TRUST_AWARE);
        repository.cloneBranch("shop", "master", "main");
        repository.addFile("shop", "main", "Release", "Jenkinsfile", JENKINSFILE.getBytes(StandardCharsets.UTF_8));
        project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        project.setOrphanedItemStrategy(new DefaultOrphanedItemStrategy(true, 0, 0));
        project.getSourcesList()
                .add(new BranchSource(new MockSCMSource(
                        repository,
                        "shop",
                        new MockSCMDiscoverBranches(),
                        new MockSCMDiscoverChangeRequests(ChangeRequestCheckoutStrategy.HEAD))));
    }

    @AfterEach
    void stop() throws Exception {
        repository.close();
        platform.close();
    }

    @Test
    void aBranchReleasesItsOwnBuildsWhereItMay() throws Exception {
        platform.build("side", "2");
        repository.cloneBranch("shop", "main", "side");
        repository.cloneBranch("shop", "main", "other");
        index();

        jenkins.assertLogContains("build of side", jenkins.assertBuildStatusSuccess(build("side")));
        jenkins.assertLogContains("build of main", jenkins.assertBuildStatusSuccess(build("main")));
        WorkflowRun refused = jenkins.assertBuildStatus(Result.FAILURE, build("other"));
        jenkins.assertLogContains("branch 'other' may not release to 'test'; branches that may: main, side", refused);
    }

    @Test
    void pullRequestsThatAreFromForksOrNotTrustedAreRefused() throws Exception {
        int fork = repository.openChangeRequest("shop", "main", MockChangeRequestFlags.FORK);
        int stranger = repository.openChangeRequest("shop", "main", MockChangeRequestFlags.UNTRUSTED);
        int own = repository.openChangeRequest("shop", "main");
        index();

        jenkins.assertLogContains("a pull request from a fork may not release to 'test'", build("CR-" + fork));
        jenkins.assertLogContains("the branch source does not trust this pull request", build("CR-" + stranger));
        // The platform has no build of it, but it got that far.
        jenkins.assertLogContains("has no build of pull request '" + own + "'", build("CR-" + own));
        assertEquals(
                Set.of("main", "CR-" + own),
                Controller.engine().ledger().environment("test").list().stream()
                        .map(ReleaseSummary::branch)
                        .collect(Collectors.toSet()));
    }

    @Test
    void theReleasesOfADeletedBranchStayInTheHistoryOfTheEnvironment() throws Exception {
        repository.cloneBranch("shop", "main", "side");
        repository.addFile("shop", "side", "Slow", "Jenkinsfile", """
                releaseFlow(environment: 'test') {
                    deployBuild build: 'app', branch: 'main', target: job('slow')
                    runJob job: 'slow'
                }
                """.getBytes(StandardCharsets.UTF_8));
        project.scheduleBuild2(0).getFuture().get();
        WorkflowRun open = awaitBuild("side");
        jenkins.waitForMessage("  | migrating", open);
        open.getExecutor().interrupt();
        jenkins.waitForCompletion(open);
        int number = Controller.engine().ledger().environment("test").list().stream()
                .filter(summary -> summary.branch().equals("side"))
                .findFirst()
                .orElseThrow()
                .id()
                .number();
        assertTrue(Controller.release(number).orElseThrow().isOpen());

        repository.deleteBranch("shop", "side");
        project.scheduleBuild2(0).getFuture().get();
        assertNull(project.getItem("side"));
        assertTrue(Controller.release(number).orElseThrow().isOpen(), "its job runs on the platform still");
        platform.release();
        Controller.await(
                "its release ended",
                () -> Controller.release(number).filter(Release::isOpen).isEmpty());

        Release release = Controller.release(number).orElseThrow();
        assertEquals(ReleaseState.ABORTED, release.state());
        assertEquals("side", release.origin().branch());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(awaitBuild("main")));
        assertEquals(1, platform.begun());
    }

    /** A job of ours above the project would not reach the environment that the project configures. */
    @Test
    void aReleaseOfADeletedBranchIsRolledBackToByAnotherBranchOfItsProject() throws Exception {
        FolderConfiguration configuration = new FolderConfiguration();
        configuration.setEnvironments(List.of(new EnvironmentConfiguration("inner", "emulated")));
        project.addProperty(configuration);
        platform.build("side", "2");
        repository.addFile(
                "shop",
                "main",
                "Release to inner",
                "Jenkinsfile",
                JENKINSFILE.replace("'test'", "'inner'").getBytes(StandardCharsets.UTF_8));
        repository.cloneBranch("shop", "main", "side");
        index();
        jenkins.assertBuildStatusSuccess(build("side"));
        jenkins.assertBuildStatusSuccess(build("main"));
        int ofSide = Controller.engine().ledger().environment("inner").list().stream()
                .filter(release -> release.branch().equals("side"))
                .findFirst()
                .orElseThrow()
                .id()
                .number();
        jenkins.assertBuildStatusSuccess(project.getItem("main").scheduleBuild2(0));
        repository.deleteBranch("shop", "side");
        index();
        assertNull(project.getItem("side"));

        JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        URL run = new URL(
                jenkins.getURL(),
                "release-flow/environments/inner/releases/" + ofSide + "/rollback/run?database=code&reason=x");
        WebResponse answer = client.getPage(client.addCrumb(new WebRequest(run, HttpMethod.POST)))
                .getWebResponse();
        assertEquals(202, answer.getStatusCode(), answer.getContentAsString());
        jenkins.waitUntilNoActivity();

        ReleaseSummary rollback =
                Controller.engine().ledger().environment("inner").list().get(0);
        assertEquals(ReleaseState.RELEASED, rollback.state());
        assertEquals("shop/main", rollback.job());
        assertEquals(ofSide, rollback.rollbackTo().orElseThrow());
    }

    /** Finds the branches and waits for the builds that this starts. */
    private void index() throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
    }

    private WorkflowRun awaitBuild(String branch) throws InterruptedException {
        Controller.await(
                "there is a build of " + branch,
                () -> project.getItem(branch) != null && project.getItem(branch).getLastBuild() != null);
        return build(branch);
    }

    private WorkflowRun build(String branch) {
        WorkflowJob job = project.getItem(branch);
        return job.getLastBuild();
    }
}
