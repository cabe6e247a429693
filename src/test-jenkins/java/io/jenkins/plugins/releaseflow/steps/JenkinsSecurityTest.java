package io.jenkins.plugins.releaseflow.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.testing.Controller;
import io.jenkins.plugins.releaseflow.testing.EmulatedPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    private Path directory;

    private JenkinsRule jenkins;
    private EmulatedPlatform platform;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        platform = EmulatedPlatform.start(directory);
        Controller.configure(platform.address(), platform.token());
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

    @AfterEach
    void stop() throws Exception {
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
        assertTrue(Controller.release(1).isEmpty());
        jenkins.buildAndAssertSuccess(ofAnn);
        jenkins.buildAndAssertSuccess(plain);
    }

    @Test
    void readersOfTheJobSeeItsReleasesAndOthersDoNot() throws Exception {
        jenkins.buildAndAssertSuccess(job("shop"));
        String release = "release-flow/environments/test/releases/1/";

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

    private static WorkflowJob job(String name) throws Exception {
        return Controller.job(
                name,
                "releaseFlow(environment: 'test') { runBackup addon: 'data' }",
                FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
    }

    private int status(String user, String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.login(user);
        return client.goTo(path, null).getWebResponse().getStatusCode();
    }

    private int post(String path, String secret) throws Exception {
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
