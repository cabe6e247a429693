package io.jenkins.plugins.releaseflow.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.FolderConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The shells of the pages as a real Jenkins renders them, and who it lets in. */
@WithJenkins
class PagesOnJenkinsTest {
    private static final String RELEASE = "release-flow/environments/test/releases/1/";
    private static final List<String> PAGES =
            List.of("release-flow/", "release-flow/environments/test/", RELEASE, "job/shop/release-flow/");

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        try (EmulatedPlatform platform = EmulatedPlatform.start(directory)) {
            release(platform);
        }
    }

    @AfterEach
    void unsecure() {
        Controller.unsecure();
    }

    @Test
    void pagesAreWholeAndForThoseWhoMaySeeThem() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("bob")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("ann"));
        JenkinsRule.WebClient ann = client("ann");
        JenkinsRule.WebClient bob = client("bob");

        for (String path : PAGES) {
            HtmlPage page = ann.goTo(path);
            assertEquals(200, page.getWebResponse().getStatusCode(), path);
            assertTrue(page.getWebResponse().getContentAsString().contains("</html>"), path);
            assertEquals(
                    "/jenkins/release-flow/",
                    page.getElementById("release-flow").getAttribute("data-root"));
            assertEquals(200, get(ann, path + "json").getStatusCode(), path);
            assertRefused(get(bob, path), path);
            assertRefused(get(bob, path + "page"), path);
            assertRefused(get(bob, path + "json"), path);
        }
        assertRefused(get(bob, RELEASE + "nodes/x/log"), "log");
        WebResponse script = get(ann, "plugin/release-flow/scripts/main.js");
        assertEquals("text/javascript", script.getContentType());
    }

    /** Ann is let into one folder and nowhere else, where bob may look only; carl has the permissions of a reader everywhere. */
    @Test
    void linksAreForWhoMayUseThemAndPermissionsOnAFolderCountInIt() throws Exception {
        Folder team = (Folder) jenkins.jenkins.getItem("team");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("ann", "bob", "carl", "stranger")
                .grant(Item.READ)
                .onFolders(team)
                .to("ann", "bob")
                .grant(Item.BUILD, ReleasePermissions.RUN, ReleasePermissions.MANAGE)
                .onFolders(team)
                .to("ann")
                .grant(Item.READ)
                .everywhere()
                .to("carl")
                .grantWithoutImplication(Item.DISCOVER)
                .onItems(jenkins.jenkins.getItem("shop"))
                .to("stranger"));
        String ofTeam = "release-flow/environments/of-team/";
        String ofAll = "release-flow/environments/test/";

        assertLinks("ann", "", Map.of("/jenkins/release-flow", true));
        assertLinks("stranger", "", Map.of("/jenkins/release-flow", false));
        assertLinks("carl", "", Map.of("/jenkins/release-flow", true));
        assertLinks(
                "ann",
                "job/team/job/inner/",
                Map.of(
                        "/jenkins/job/team/job/inner/release-flow", true,
                        "/jenkins/job/team/job/inner/release-flow/run", true));
        assertLinks(
                "bob",
                "job/team/job/inner/",
                Map.of(
                        "/jenkins/job/team/job/inner/release-flow", true,
                        "/jenkins/job/team/job/inner/release-flow/run", false));
        for (String path : List.of("", "json", "figures/json", "drift/", "releases/1/json", "releases/1/page")) {
            assertEquals(200, get(client("ann"), ofTeam + path).getStatusCode(), path);
            assertEquals(200, get(client("carl"), ofTeam + path).getStatusCode(), path);
            assertRefused(get(client("ann"), ofAll + path), path);
            assertRefused(get(client("stranger"), ofTeam + path), path);
            assertRefused(get(client("stranger"), ofAll + path), path);
        }
        assertRefused(get(client("bob"), "job/team/job/inner/release-flow/run/"), "run");
        assertRefused(get(client("stranger"), "job/shop/release-flow/json"), "job");
        assertRefused(get(client("stranger"), "release-flow/json"), "all environments");
        String list = get(client("ann"), "release-flow/json").getContentAsString();
        assertTrue(list.contains("of-team") && !list.contains("\"test\""), list);
        String releases = get(client("ann"), "release-flow/releases").getContentAsString();
        assertTrue(releases.contains("of-team") && !releases.contains("\"test\""), releases);
        assertRefused(get(client("ann"), "release-flow/releases?environment=test"), "another environment's releases");
        assertEquals(403, post("bob", ofTeam + "hold?reason=x").getStatusCode());
        assertEquals(403, post("ann", ofAll + "hold?reason=x").getStatusCode());
        assertEquals(200, post("ann", ofTeam + "hold?reason=x").getStatusCode());
        assertEquals(200, post("ann", ofTeam + "lift?reason=x").getStatusCode());
    }

    /** Also in menus, which a script opens. */
    private static void assertLinks(String user, String path, Map<String, Boolean> links) throws Exception {
        String page = client(user).goTo(path).getWebResponse().getContentAsString();
        links.forEach((link, isThere) -> assertEquals(
                isThere, page.matches("(?s).*\"" + link + "/?\".*"), () -> user + " at '" + path + "': " + link));
    }

    private static WebResponse post(String user, String path) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return client.getPage(client.addCrumb(new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST)))
                .getWebResponse();
    }

    @Test
    void jobsAndBuildsTellWhatTheyReleased() throws Exception {
        JenkinsRule.WebClient client = client("");

        String job = client.goTo("job/shop/").asNormalizedText();
        assertTrue(job.contains("Live") && job.contains("v1 <b>") && job.contains("job migrate"), job);
        assertTrue(job.contains("Last successful release"), job);
        assertTrue(client.goTo("job/shop/1/").asNormalizedText().contains("Release test #1 (v1 <b>): released"));
        assertTrue(client.goTo("job/shop/release-flow/").getTitleText().contains("Releases of shop"));
        assertEquals(200, get(client, "job/shop/lastSuccessfulRelease/").getStatusCode());
    }

    @Test
    void whatChangesSomethingRefusesGetAndAMissingCrumbAndAMissingPermission() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("ann")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        for (String path : List.of(
                RELEASE + "abort",
                RELEASE + "describe",
                RELEASE + "nodes/x/resolve",
                "release-flow/environments/test/hold",
                "release-flow/environments/test/lift",
                "release-flow/environments/test/break-lock")) {
            URL url = new URL(jenkins.getURL(), path);
            JenkinsRule.WebClient admin = client("admin");
            assertEquals(405, get(admin, path).getStatusCode(), path);
            WebResponse uncrumbed =
                    admin.getPage(new WebRequest(url, HttpMethod.POST)).getWebResponse();
            assertEquals(403, uncrumbed.getStatusCode(), path);
            assertTrue(uncrumbed.getContentAsString().contains("crumb"), path);
            JenkinsRule.WebClient ann = client("ann");
            WebResponse forbidden = ann.getPage(ann.addCrumb(new WebRequest(url, HttpMethod.POST)))
                    .getWebResponse();
            assertEquals(403, forbidden.getStatusCode(), path);
            assertTrue(forbidden.getContentAsString().contains("missing the Release/"), path);
        }
        JenkinsRule.WebClient admin = client("admin");
        WebResponse described = admin.getPage(admin.addCrumb(new WebRequest(
                        new URL(jenkins.getURL(), RELEASE + "describe?description=Adds+invoices"), HttpMethod.POST)))
                .getWebResponse();
        assertEquals(200, described.getStatusCode());
        assertEquals("Adds invoices", Controller.release(1).orElseThrow().description());
        assertFalse(Controller.release(1).orElseThrow().isOpen());
    }

    /** What the step stage does to its block is done by hand: its plugin is not here. */
    private static void release(EmulatedPlatform platform) throws Exception {
        Controller.configure(platform.address(), platform.token());
        jenkins.buildAndAssertSuccess(Controller.job("shop", """
                withEnv(['STAGE_NAME=Release']) {
                    releaseFlow(environment: 'test', name: 'v1 <b>') {
                        deployBuild build: 'app', branch: 'main', target: job('migrate')
                    }
                }
                """, FlowDurabilityHint.MAX_SURVIVABILITY));
        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        FolderConfiguration configuration = new FolderConfiguration();
        configuration.setEnvironments(List.of(new EnvironmentConfiguration("of-team", "emulated")));
        team.addProperty(configuration);
        WorkflowJob inner = team.createProject(WorkflowJob.class, "inner");
        inner.setDefinition(
                new CpsFlowDefinition("releaseFlow(environment: 'of-team') { runBackup addon: 'data' }", true));
        jenkins.buildAndAssertSuccess(inner);
        assertEquals(
                "Release", Controller.release(1).orElseThrow().nodeList().get(0).stage());
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client =
                jenkins.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        return user.isEmpty() ? client : client.login(user);
    }

    private static WebResponse get(JenkinsRule.WebClient client, String path) throws Exception {
        return client.getPage(new URL(jenkins.getURL(), path)).getWebResponse();
    }

    /** Jenkins says of a job that is hidden that it is not there. */
    private static void assertRefused(WebResponse response, String path) {
        assertTrue(List.of(403, 404).contains(response.getStatusCode()), path + ": " + response.getStatusCode());
    }
}
