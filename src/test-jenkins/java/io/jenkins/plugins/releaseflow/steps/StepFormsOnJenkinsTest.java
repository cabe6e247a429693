package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import io.jenkins.plugins.releaseflow.testing.StepBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of the steps in the snippet generator: what they show they take back, and it becomes the snippet that one would write. */
@WithJenkins
class StepFormsOnJenkinsTest {
    @TempDir
    private Path directory;

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterEach
    void clear() throws Exception {
        Controller.clear();
    }

    @Test
    void everyStepComesBackFromItsFormAndHasItsSnippet() throws Exception {
        for (Step step : steps()) {
            String snippet = Snippetizer.object2Groovy(step);
            assertEquals(snippet, Snippetizer.object2Groovy(StepBuilder.submitted(jenkins, step)));
        }
        assertEquals(
                List.of(
                        "releaseFlow(description: 'Adds invoices', environment: 'test', name: 'v1', supersede: true) {\n"
                                + "    // some block\n}",
                        "runBackup addon: 'data', compression: 'zstd', onAbort: 'detach', timeout: 5",
                        "deployBuild allowOlder: true, branch: 'main', build: 'app', buildIfMissing: true, target: job('migrate')",
                        "runJob command: 'up', environment: [A: 'b'], job: 'migrate', migration: 'reversible', retry: 2, undo: 'down'",
                        "deployService image: 'shop@sha256:1', onInDoubt: 'fail', service: 'shop', waitForCompletion: false",
                        "awaitCompletion node: 'c8bffb12', release: 'test#1'",
                        "restoreBackup addon: 'data', backup: 'b-1', onAbort: 'detach'",
                        "runCommand command: 'cat version', returnOutput: true, service: 'shop', shell: 'bash', user: 'app'",
                        "rollbackRelease addon: 'data', backup: 'b-1', confirm: 'test', database: 'restore', environment: 'test',"
                                + " preempt: true, reason: 'slow pages', to: 'previous'",
                        "rollbackDrill environment: 'test', scratchAddon: 'data-drill', scratchService: 'web-drill', service: 'web',"
                                + " timeout: 20, to: '7'"),
                steps().stream().map(StepFormsOnJenkinsTest::snippet).toList());
    }

    @Test
    void noStepIsWithoutATestOfItsForm() {
        List<String> tested = steps().stream()
                .map(step -> step.getDescriptor().getFunctionName())
                .sorted()
                .toList();
        List<String> all = StepDescriptor.all().stream()
                .filter(descriptor -> descriptor.clazz.getPackageName().startsWith("io.jenkins.plugins.releaseflow"))
                .map(StepDescriptor::getFunctionName)
                .sorted()
                .toList();
        assertEquals(all, tested);
    }

    @Test
    void aFormProposesWhatThePlatformHasToThoseWhoMayConfigure() throws Exception {
        try (EmulatedPlatform platform = EmulatedPlatform.start(directory)) {
            Controller.configure(platform.address(), platform.token());
            WorkflowJob job = Controller.job("shop", "", FlowDurabilityHint.MAX_SURVIVABILITY);
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ, Item.READ)
                    .everywhere()
                    .to("reader")
                    .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                    .everywhere()
                    .to("author"));
            DeployBuildStep.DescriptorImpl form = descriptor(DeployBuildStep.DescriptorImpl.class);

            try (ACLContext author = as("author")) {
                assertEquals(List.of("app", "slow-app"), form.doFillBuildItems(job));
                assertEquals(List.of("main"), form.doFillBranchItems(job, "app"));
                List<String> commits = form.doFillCommitItems(job, "app", "main");
                assertEquals("latest", commits.get(0));
                assertTrue(commits.get(1).matches("[0-9a-f]{40}"), commits.get(1));
                FormValidation wrong = form.doCheckBuild(job, "ap");
                assertEquals(FormValidation.Kind.WARNING, wrong.kind);
                assertTrue(wrong.getMessage().contains("there are: app, slow-app"), wrong.getMessage());
                assertEquals(
                        List.of("data", "data-drill", "paused"),
                        descriptor(RunBackupStep.DescriptorImpl.class).doFillAddonItems(job));
                assertEquals(
                        List.of("data", "data-drill", "paused"),
                        descriptor(RestoreBackupStep.DescriptorImpl.class).doFillAddonItems(job));
                assertEquals(
                        List.of("web", "web-drill"),
                        descriptor(RollbackDrillStep.DescriptorImpl.class).doFillScratchServiceItems(job));
                assertEquals(
                        List.of("test"),
                        descriptor(RollbackReleaseStep.DescriptorImpl.class).doFillEnvironmentItems(job));
            }
            try (ACLContext reader = as("reader")) {
                assertEquals(List.of(), form.doFillBuildItems(job));
                assertEquals(FormValidation.Kind.OK, form.doCheckBuild(job, "ap").kind);
            }
        }
    }

    @Test
    void aPlatformThatIsGoneLeavesAnEmptyListAndAHint() throws Exception {
        Controller.configure("http://127.0.0.1:1", "token");
        WorkflowJob job = Controller.job("shop", "", FlowDurabilityHint.MAX_SURVIVABILITY);
        RunJobStep.DescriptorImpl form = descriptor(RunJobStep.DescriptorImpl.class);

        assertEquals(List.of(), form.doFillJobItems(job));
        FormValidation told = form.doCheckJob(job, "migrate");
        assertEquals(FormValidation.Kind.OK, told.kind);
        assertTrue(told.getMessage().contains("be reached at http://127.0.0.1:1"), told.getMessage());
    }

    private static ACLContext as(String user) {
        return ACL.as2(hudson.model.User.getById(user, true).impersonate2());
    }

    private static <T> T descriptor(Class<T> type) {
        return Jenkins.get().getExtensionList(type).get(0);
    }

    private static String snippet(Step step) {
        try {
            return Snippetizer.object2Groovy(step);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static List<Step> steps() {
        ReleaseFlowStep flow = new ReleaseFlowStep("test");
        flow.setName("v1");
        flow.setDescription("Adds invoices");
        flow.setSupersede(true);
        RunBackupStep backup = new RunBackupStep("data");
        backup.setCompression("zstd");
        backup.setOnAbort("detach");
        backup.setTimeout(5);
        DeployBuildStep build = new DeployBuildStep(new JobTarget("migrate"));
        build.setBuild("app");
        build.setBranch("main");
        build.setBuildIfMissing(true);
        build.setAllowOlder(true);
        RunJobStep job = new RunJobStep("migrate");
        job.setCommand("up");
        job.setMigration("reversible");
        job.setUndo("down");
        job.setRetry(2);
        job.setEnvironment(Map.of("A", "b"));
        DeployServiceStep service = new DeployServiceStep("shop");
        service.setImage("shop@sha256:1");
        service.setOnInDoubt("fail");
        service.setWaitForCompletion(false);
        AwaitCompletionStep await = new AwaitCompletionStep("c8bffb12");
        await.setRelease("test#1");
        RestoreBackupStep restore = new RestoreBackupStep("data", "b-1");
        restore.setOnAbort("detach");
        RunCommandStep command = new RunCommandStep("cat version");
        command.setService("shop");
        command.setShell("bash");
        command.setUser("app");
        command.setReturnOutput(true);
        RollbackReleaseStep rollback = new RollbackReleaseStep("previous");
        rollback.setEnvironment("test");
        rollback.setDatabase("restore");
        rollback.setAddon("data");
        rollback.setBackup("b-1");
        rollback.setConfirm("test");
        rollback.setReason("slow pages");
        rollback.setPreempt(true);
        RollbackDrillStep drill = new RollbackDrillStep("data-drill", "web-drill");
        drill.setEnvironment("test");
        drill.setService("web");
        drill.setTo("7");
        drill.setTimeout(20);
        return List.of(flow, backup, build, job, service, await, restore, command, rollback, drill);
    }
}
