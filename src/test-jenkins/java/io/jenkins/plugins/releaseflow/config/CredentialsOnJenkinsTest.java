package io.jenkins.plugins.releaseflow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Fingerprint;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.rollback.Readiness;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whose credentials a release may use, and what is told of that. */
@WithJenkins
class CredentialsOnJenkinsTest {
    private static final String RELEASE = "releaseFlow('test') { runBackup 'data' }";

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static EmulatedPlatform platform;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        platform = EmulatedPlatform.start(directory);
    }

    @AfterEach
    void clear() throws Exception {
        Controller.clear();
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @Test
    void aReleaseUsesTheCredentialOfItsFolderAndTheUseIsNoted() throws Exception {
        Folder team = folder("team");
        StringCredentials token = addToken(team);
        configureJenkins();

        WorkflowRun build = jenkins.buildAndAssertSuccess(job(team, "shop"));

        Fingerprint used = CredentialsProvider.getFingerprintOf(token);
        assertTrue(used.getJobs().contains("team/shop"), used.getJobs().toString());
        jenkins.assertLogNotContains(platform.token(), build);
    }

    @Test
    void whoLooksAtTheReleaseOfABuildThatHasEndedUsesNoCredentialInItsName() throws Exception {
        Folder team = folder("team");
        StringCredentials token = addToken(team);
        configureJenkins();
        WorkflowJob job = job(team, "ended");
        job.setDefinition(new CpsFlowDefinition("echo 'nothing'", true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        Origin origin = new Origin("ann", "", "team/ended", build.getExternalizableId(), "");
        Platforms platforms = ReleaseFlowRuntime.get().platforms();

        String link = platforms
                .links("test", origin)
                .apply(new OperationReference(OperationKind.BACKUP, "data", "b-1", Map.of()))
                .orElseThrow();
        platforms.of("test", origin);

        assertTrue(link.startsWith(platform.address()), link);
        Fingerprint used = CredentialsProvider.getFingerprintOf(token);
        assertTrue(used == null || !used.getJobs().contains("team/ended"), "its use was noted");
    }

    @Test
    void aCredentialOfJenkinsItselfIsNoToken() throws Exception {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.SYSTEM, "own", "", Secret.fromString(platform.token())));
        store.save();
        NorthflankPlatformConfiguration.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(NorthflankPlatformConfiguration.DescriptorImpl.class);

        assertEquals(
                List.of(""),
                form.doFillCredentialsIdItems(null, "", platform.address()).stream()
                        .map(choice -> choice.value)
                        .toList());
        assertTrue(form.doTestConnection(null, platform.address(), "", "small", "own")
                .getMessage()
                .contains("has the scope System"));
        assertTrue(form.doFillWebhookSecretCredentialsIdItems(null, "").stream()
                .anyMatch(choice -> choice.value.equals("own")));
    }

    @Test
    void aReleaseDoesNotUseTheCredentialOfAnotherFolder() throws Exception {
        addToken(folder("team"));
        configureJenkins();

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job(folder("other"), "shop"));

        jenkins.assertLogContains(
                "credentialsId: there is no secret-text credential 'token' that other/shop may use", build);
    }

    @Test
    void theEnvironmentOfAFolderIsForTheJobsInIt() throws Exception {
        Folder team = folder("team");
        addToken(team);
        FolderConfiguration configuration = new FolderConfiguration();
        configuration.setPlatforms(List.of(emulated()));
        configuration.setEnvironments(List.of(new EnvironmentConfiguration("test", "emulated")));
        team.addProperty(configuration);

        jenkins.buildAndAssertSuccess(job(team, "shop"));
        WorkflowRun outside = jenkins.buildAndAssertStatus(Result.FAILURE, job(folder("other"), "shop"));

        jenkins.assertLogContains("environment: there is no environment 'test'", outside);
        assertEquals(List.of("test"), Environments.get().namesFor("team/shop"));
        int number = Controller.engine()
                .ledger()
                .environment("test")
                .list()
                .get(0)
                .id()
                .number();
        assertNotEquals(
                Readiness.State.UNKNOWN,
                ReleaseFlowRuntime.get()
                        .readiness()
                        .check(new ReleaseId("test", number))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS)
                        .state(),
                "what nobody's build asks for uses the folder's credential");
    }

    private void configureJenkins() {
        ReleaseFlowConfiguration.get().setPlatforms(List.of(emulated()));
        ReleaseFlowConfiguration.get().setEnvironments(List.of(new EnvironmentConfiguration("test", "emulated")));
    }

    private NorthflankPlatformConfiguration emulated() {
        NorthflankPlatformConfiguration made = new NorthflankPlatformConfiguration("emulated", "small", "token");
        made.setUrl(platform.address());
        return made;
    }

    private static Folder folder(String name) throws Exception {
        return Jenkins.get().createProject(Folder.class, name);
    }

    private static WorkflowJob job(Folder folder, String name) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(RELEASE, true));
        return job;
    }

    private StringCredentials addToken(ItemGroup<?> folder) throws Exception {
        StringCredentials token =
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(platform.token()));
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getProvider() instanceof FolderCredentialsProvider) {
                store.addCredentials(Domain.global(), token);
            }
        }
        return token;
    }
}
