package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Job;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.io.File;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.transform.stream.StreamSource;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** New builds start jobs, once each, while Jenkins is up and after it was down. */
class NewBuildTriggerTest {
    private static final String DECLARATIVE = """
            pipeline {
                agent none
                triggers { newBuild(build: 'app', branch: 'main', policy: 'always') }
                stages {
                    stage('Release') {
                        steps {
                            releaseFlow(environment: 'test') {
                                deployBuild build: 'app', branch: 'main', buildId: env.RELEASE_BUILD_ID, target: job('migrate')
                            }
                            echo "for ${env.RELEASE_BUILD_ID} of ${env.RELEASE_BUILD_BRANCH}"
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

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
    void aTriggerThatCanNotBeSetUpIsToldOnThePageOfItsJob() throws Throwable {
        sessions.then(jenkins -> {
            Controller.configure(platform.address(), platform.token());
            Controller.environments("other");
            WorkflowJob job = Controller.job("shop", DECLARATIVE, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
            jenkins.buildAndAssertSuccess(job);

            JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false);
            Controller.await("the page tells it", () -> page(client)
                    .contains("New builds do not start this job: environment: it is not clear which one is meant"));
        });
    }

    private static String page(JenkinsRule.WebClient client) {
        try {
            return client.goTo("job/shop/").asNormalizedText();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void startJobsWhileJenkinsIsUpAndAfterItWasDown() throws Throwable {
        sessions.then(jenkins -> {
            Controller.configure(platform.address(), platform.token());
            WorkflowJob job = Controller.job("shop", DECLARATIVE, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
            jenkins.buildAndAssertSuccess(job);
            awaitFirstLook(job);

            platform.build("other", "0");
            platform.build("main", "2");

            expectRun(jenkins, job, 2);
        });
        platform.build("main", "3");
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            expectRun(jenkins, job, 3);
            assertEquals(3, job.getLastBuild().getNumber());
        });
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            platform.build("main", "4");
            expectRun(jenkins, job, 4);
        });
    }

    @Test
    void startOtherJobsByTheirForm() throws Throwable {
        sessions.then(jenkins -> {
            Controller.configure(platform.address(), platform.token());
            FreeStyleProject job = jenkins.createFreeStyleProject("plain");
            NewBuildTrigger trigger = trigger();
            job.addTrigger(trigger);
            job = jenkins.configRoundtrip(job);

            NewBuildTrigger kept = job.getTrigger(NewBuildTrigger.class);
            jenkins.assertEqualDataBoundBeans(trigger, kept);
            awaitFirstLook(job);
            platform.build("main", "2");
            FreeStyleProject started = job;
            Controller.await("it runs", () -> started.getLastCompletedBuild() != null);
            assertNotNull(started.getLastBuild().getCause(NewBuildCause.class));
        });
    }

    /** Jenkins stops no trigger for any of these. */
    @Test
    void startAJobOnceHoweverItIsUpdatedRenamedReadAgainOrDeleted() throws Throwable {
        sessions.then(jenkins -> {
            Controller.configure(platform.address(), platform.token());
            WorkflowJob job = Controller.job(
                    "shop", "echo \"for ${env.RELEASE_BUILD_ID}\"", FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
            job.addTrigger(trigger());
            awaitFirstLook(job);

            job.updateByXml(
                    new StreamSource(new StringReader(job.getConfigFile().asString())));
            platform.build("main", "2");
            expectRuns(job, 1);

            job.doReload();
            platform.build("main", "3");
            expectRuns(job, 2);

            jenkins.jenkins.reload();
            WorkflowJob again = jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class);
            assertNotSame(job, again);
            platform.build("main", "4");
            expectRuns(again, 3);

            again.renameTo("store");
            platform.build("main", "5");
            expectRuns(again, 4);

            Folder folder = jenkins.createProject(Folder.class, "team");
            Items.move(again, folder);
            folder.renameTo("crew");
            platform.build("main", "6");
            expectRuns(again, 5);

            Controller.await("one trigger is left", () -> triggers() == 1);
            File directory = again.getRootDir();
            folder.delete();
            Controller.await("nobody looks any more", () -> triggers() == 0);
            assertFalse(directory.exists());
        });
    }

    private static int triggers() {
        return ReleaseFlowRuntime.get().newBuilds().triggers();
    }

    private static NewBuildTrigger trigger() {
        NewBuildTrigger trigger = new NewBuildTrigger("app");
        trigger.setBranch("main");
        trigger.setPolicy("always");
        return trigger;
    }

    private static void expectRuns(WorkflowJob job, int runs) {
        Controller.await("run " + runs + " began", () -> job.getBuildByNumber(runs) != null);
        Set<String> builds = job.getBuilds().stream()
                .map(run -> run.getCause(NewBuildCause.class).getBuildId())
                .collect(Collectors.toSet());
        assertEquals(runs, builds.size());
        assertEquals(runs, job.getLastBuild().getNumber());
    }

    private static void awaitFirstLook(Job<?, ?> job) throws InterruptedException {
        Controller.await("the first look is kept", () -> !kept(job).isEmpty());
    }

    private static List<String> kept(Job<?, ?> job) {
        String[] names = job.getRootDir()
                .list((File folder, String name) -> name.matches("release-flow-new-build-[0-9a-f]{8}\\.json"));
        return names == null ? List.of() : List.of(names);
    }

    private static void expectRun(JenkinsRule jenkins, WorkflowJob job, int number) throws Exception {
        Controller.await("run " + number + " began", () -> job.getBuildByNumber(number) != null);
        WorkflowRun run = job.getBuildByNumber(number);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        NewBuildCause cause = run.getCause(NewBuildCause.class);
        jenkins.assertLogContains("Started by new build " + cause.getBuildId(), run);
        jenkins.assertLogContains("for " + cause.getBuildId() + " of main", run);
        String deployed = Controller.release(number)
                .orElseThrow()
                .nodeList()
                .get(0)
                .facts()
                .toString();
        assertNotNull(deployed);
    }
}
