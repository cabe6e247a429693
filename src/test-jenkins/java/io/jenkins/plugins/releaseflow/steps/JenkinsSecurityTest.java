package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.FolderConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may do what on a Jenkins with security. */
@WithJenkins
class JenkinsSecurityTest {
    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static EmulatedPlatform platform;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        platform = EmulatedPlatform.start(directory);
        Controller.configure(platform.address(), platform.token());
        Controller.environments("plain", "of-bob", "of-ann", "shop");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        // Who may configure a job may use the credentials that it sees, and a build in ann's name does.
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("bob", "ann")
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger")
                .grant(ReleasePermissions.RUN, Item.CONFIGURE)
                .everywhere()
                .to("ann"));
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
    }

    @Test
    void aBuildReleasesWhereWhoItRunsAsMay() throws Exception {
        WorkflowJob plain = job("plain");
        WorkflowJob ofBob = job("of-bob");
        WorkflowJob ofAnn = job("of-ann");
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate("of-bob", User.getById("bob", true).impersonate2())
                        .authenticate("of-ann", User.getById("ann", true).impersonate2()));

        jenkins.assertLogContains(
                "This build runs as 'bob', who lacks the permission Release/Run on job 'of-bob'",
                jenkins.buildAndAssertStatus(Result.FAILURE, ofBob));
        assertTrue(Controller.release("of-bob", 1).isEmpty());
        jenkins.buildAndAssertSuccess(ofAnn);
        jenkins.buildAndAssertSuccess(plain);
    }

    @Test
    void readersOfTheJobSeeItsReleasesAndOthersDoNot() throws Exception {
        jenkins.buildAndAssertSuccess(job("shop"));
        String release = "release-flow/environments/shop/releases/1/";

        assertEquals(200, status("bob", release));
        assertEquals(403, status("stranger", release));
        assertEquals(403, status("stranger", "release-flow/environments/nowhere/releases/1/"));
    }

    @Test
    void notificationsNeedTheSecretAndNoCrumb() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL, "secret", "", Secret.fromString("a-long-secret")));
        NorthflankPlatformConfiguration configured = (NorthflankPlatformConfiguration)
                ReleaseFlowConfiguration.get().getPlatforms().get(0);
        configured.setWebhookSecretCredentialsId("secret");

        assertEquals(204, post("release-flow-webhook/emulated/", "a-long-secret"));
        assertEquals(403, post("release-flow-webhook/emulated/", "another"));
        assertEquals(404, post("release-flow-webhook/nobody/", "a-long-secret"));
        // Everything else needs a crumb or a login.
        assertEquals(403, post("release-flow/environments/test/hold", "a-long-secret"));
    }

    @Test
    void aFolderReceivesNotificationsWithASecretOfItsOwn() throws Exception {
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        NorthflankPlatformConfiguration own = new NorthflankPlatformConfiguration("own", "small", "token");
        own.setUrl(platform.address());
        own.setWebhookSecretCredentialsId("folder-secret");
        FolderConfiguration configuration = new FolderConfiguration();
        configuration.setPlatforms(List.of(own));
        team.addProperty(configuration);
        for (CredentialsStore store : CredentialsProvider.lookupStores(team)) {
            if (store.getProvider() instanceof FolderCredentialsProvider) {
                store.addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "folder-secret", "", Secret.fromString("of-the-team")));
            }
        }

        assertEquals(204, post("release-flow-webhook/team/own/", "of-the-team"));
        assertEquals(403, post("release-flow-webhook/team/own/", "another"));
        assertEquals(403, post("release-flow-webhook/nobody/own/", "of-the-team"));
        assertEquals(404, post("release-flow-webhook/own/", "of-the-team"));
    }

    @Test
    void onlyWhoAnswersAnInputApproves() throws Exception {
        EnvironmentConfiguration guarded = new EnvironmentConfiguration("guarded", "emulated");
        guarded.setApprovers("ann");
        List<EnvironmentConfiguration> environments =
                new ArrayList<>(ReleaseFlowConfiguration.get().getEnvironments());
        environments.add(guarded);
        ReleaseFlowConfiguration.get().setEnvironments(environments);
        WorkflowJob job = Controller.job("guarded", """
                input id: 'Approve', message: 'Release to guarded?'
                releaseFlow(environment: 'guarded', approvedBy: 'ann') { }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        WorkflowJob forging = Controller.job("forging", """
                currentBuild.rawBuild.addAction(
                    new org.jenkinsci.plugins.workflow.support.steps.input.ApproverAction('ann'))
                releaseFlow(environment: 'guarded') { }
                """, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);

        WorkflowRun refused = answered("bob", job);
        jenkins.assertBuildStatus(Result.FAILURE, refused);
        jenkins.assertLogContains("approvedBy: 'ann' answered no input of this build", refused);
        jenkins.assertLogContains(
                "Scripts not permitted to use", jenkins.buildAndAssertStatus(Result.FAILURE, forging));
        assertTrue(Controller.release("guarded", 1).isEmpty());
        jenkins.assertBuildStatusSuccess(answered("ann", job));
        String why = Controller.release("guarded", 1).orElseThrow().origin().why();
        assertTrue(why.endsWith("; approved by ann"), why);
    }

    /** A build whose question a user answers with yes. */
    private static WorkflowRun answered(String user, WorkflowJob job) throws Exception {
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Release to guarded?", build);
        JenkinsRule.WebClient client =
                jenkins.createWebClient().withJavaScriptEnabled(false).withRedirectEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        URL proceed = new URL(jenkins.getURL(), build.getUrl() + "input/Approve/proceedEmpty");
        client.getPage(client.addCrumb(new WebRequest(proceed, HttpMethod.POST)));
        return jenkins.waitForCompletion(build);
    }

    private static WorkflowJob job(String name) throws Exception {
        return Controller.job(
                name,
                "releaseFlow(environment: '" + name + "') { runBackup addon: 'data' }",
                FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
    }

    private static int status(String user, String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        return client.goTo(path, null).getWebResponse().getStatusCode();
    }

    private static int post(String path, String secret) throws Exception {
        URI address = jenkins.getURL().toURI().resolve(path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("X-Northflank-Notification-Token", secret)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"event\": \"build:success\", \"data\": {}}"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
