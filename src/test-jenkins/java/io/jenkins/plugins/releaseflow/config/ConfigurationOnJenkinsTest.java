package io.jenkins.plugins.releaseflow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Descriptor;
import hudson.model.Item;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;

/** The forms of Jenkins itself and of folders. */
@WithJenkins
class ConfigurationOnJenkinsTest {
    private static final String PLATFORM = NorthflankPlatformConfiguration.class.getName();
    private static final String ENVIRONMENT = EnvironmentConfiguration.class.getName();

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
    void theSystemPageTakesBackWhatItShows() throws Exception {
        configure(ReleaseFlowConfiguration.get());

        jenkins.configRoundtrip();

        assertAsConfigured(
                ReleaseFlowConfiguration.get().getPlatforms(),
                ReleaseFlowConfiguration.get().getEnvironments());
    }

    @Test
    void theLastPlatformAndEnvironmentCanBeRemoved() throws Exception {
        configure(ReleaseFlowConfiguration.get());

        jenkins.executeOnServer(
                () -> ReleaseFlowConfiguration.get().configure(Stapler.getCurrentRequest2(), new JSONObject()));

        assertTrue(ReleaseFlowConfiguration.get().getPlatforms().isEmpty());
        assertTrue(ReleaseFlowConfiguration.get().getEnvironments().isEmpty());
        assertTrue(new ReleaseFlowConfiguration().getPlatforms().isEmpty());
    }

    @Test
    void aFormThatIsRefusedChangesNothingAndNamesTheField() throws Exception {
        configure(ReleaseFlowConfiguration.get());
        JSONArray environments = new JSONArray();
        environments.add(JSONObject.fromObject("{name: 'a b', platform: 'x'}"));
        JSONObject form = new JSONObject();
        form.put("environments", environments);

        Descriptor.FormException refused = jenkins.executeOnServer(
                () -> assertThrows(Descriptor.FormException.class, () -> ReleaseFlowConfiguration.get()
                        .configure(Stapler.getCurrentRequest2(), form)));

        assertTrue(
                refused.getMessage().startsWith("environments: name: 'a b' is not a name of an environment"),
                refused.getMessage());
        assertAsConfigured(
                ReleaseFlowConfiguration.get().getPlatforms(),
                ReleaseFlowConfiguration.get().getEnvironments());
    }

    @Test
    void theFormOfAFolderTakesBackWhatItShows() throws Exception {
        Folder folder = jenkins.jenkins.createProject(Folder.class, "team");
        FolderConfiguration made = new FolderConfiguration();
        made.setPlatforms(List.of(platform()));
        made.setEnvironments(List.of(environment()));
        folder.addProperty(made);

        jenkins.configRoundtrip((Item) folder);

        FolderConfiguration after = folder.getProperties().get(FolderConfiguration.class);
        assertAsConfigured(after.getPlatforms(), after.getEnvironments());
    }

    @Test
    void aFolderCanNotTakeTheNameOfAnotherEnvironment() throws Exception {
        configure(ReleaseFlowConfiguration.get());
        Folder folder = jenkins.jenkins.createProject(Folder.class, "team");
        FolderConfiguration made = new FolderConfiguration();
        made.setEnvironments(List.of(environment()));
        folder.addProperty(made);

        Page answer = jenkins.submit(browser().getPage(folder, "configure").getFormByName("config"));

        assertEquals(400, answer.getWebResponse().getStatusCode());
        assertTrue(answer.getWebResponse()
                .getContentAsString()
                .contains("is the name of an environment in the configuration of Jenkins itself already"));
    }

    @Test
    void testConnectionSaysWhatItReachesOrWhyNot() throws Exception {
        try (EmulatedPlatform platform = EmulatedPlatform.start(directory)) {
            Controller.configure(platform.address(), platform.token());

            String reached = text(browser(), test(platform.address(), "small", "token"));
            assertTrue(
                    reached.contains("Reached project small: 3 addons, 7 jobs, 2 services and 2 build services."),
                    reached);
            String missing = text(browser(), test(platform.address(), "large", "token"));
            assertTrue(missing.contains("there is no project"), missing);
            String unreachable = text(browser(), test("http://127.0.0.1:1", "small", "token"));
            assertTrue(unreachable.contains("reached at http://127.0.0.1:1"), unreachable);
            assertFalse((reached + missing + unreachable).contains(platform.token()));
        }
    }

    @Test
    void onlyThoseWhoMayConfigureAreAnswered() throws Exception {
        configure(ReleaseFlowConfiguration.get());
        jenkins.jenkins.createProject(Folder.class, "team");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("author"));
        List<String> checks = List.of(
                "descriptorByName/" + PLATFORM + "/testConnection?url=&team=&project=shop&credentialsId=token",
                "descriptorByName/" + PLATFORM + "/checkCredentialsId?value=token&url=",
                "descriptorByName/" + PLATFORM + "/checkName?value=x",
                "descriptorByName/" + ENVIRONMENT + "/checkName?value=x",
                "descriptorByName/" + ENVIRONMENT + "/checkPlatform?value=x");

        JenkinsRule.WebClient reader = browser().login("reader");
        JenkinsRule.WebClient author = browser().login("author");
        for (String check : checks) {
            assertEquals(403, status(reader, check), check);
            assertEquals(403, status(author, check), check);
            assertEquals(403, status(reader, "job/team/" + check), check);
            assertEquals(200, status(author, "job/team/" + check), check);
        }
        assertTrue(
                author.goTo("job/team/" + checks.get(0), null).getWebResponse().getStatusCode() >= 400, "GET");
        String proposals = "job/team/descriptorByName/" + ENVIRONMENT + "/fillPlatformItems";
        assertEquals("[]", text(reader, proposals));
        assertEquals("[\"northflank\"]", text(author, proposals));
    }

    private static String test(String url, String project, String credentials) {
        return "descriptorByName/" + PLATFORM + "/testConnection?team=&url=" + url + "&project=" + project
                + "&credentialsId=" + credentials;
    }

    private static JenkinsRule.WebClient browser() {
        return jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    private static int status(JenkinsRule.WebClient browser, String path) throws Exception {
        return browser.getPage(request(path)).getWebResponse().getStatusCode();
    }

    private static String text(JenkinsRule.WebClient browser, String path) throws Exception {
        return browser.getPage(request(path)).getWebResponse().getContentAsString();
    }

    private static WebRequest request(String path) throws Exception {
        WebRequest request = new WebRequest(URI.create(jenkins.getURL() + path).toURL(), HttpMethod.POST);
        request.setAdditionalHeader(
                jenkins.jenkins.getCrumbIssuer().getDescriptor().getCrumbRequestField(), "test");
        return request;
    }

    private static void configure(ReleaseFlowConfiguration configuration) {
        configuration.setPlatforms(List.of(platform()));
        configuration.setEnvironments(List.of(environment()));
    }

    private static NorthflankPlatformConfiguration platform() {
        NorthflankPlatformConfiguration platform = new NorthflankPlatformConfiguration("northflank", "shop", "token");
        platform.setUrl("http://127.0.0.1:1");
        platform.setTeam("team");
        platform.setWebhookSecretCredentialsId("hook");
        return platform;
    }

    private static EnvironmentConfiguration environment() {
        EnvironmentConfiguration environment = new EnvironmentConfiguration("production", "northflank");
        environment.setBranches("main release/*");
        environment.setApprovers("ann,ops");
        environment.setLockPolicy("supersede");
        environment.setKeepReleases("50");
        environment.setKeepDays("90");
        return environment;
    }

    private static void assertAsConfigured(
            List<PlatformConfiguration> platforms, List<EnvironmentConfiguration> environments) {
        NorthflankPlatformConfiguration platform = (NorthflankPlatformConfiguration) platforms.get(0);
        assertEquals(
                List.of("northflank", "shop", "token", "http://127.0.0.1:1", "team", "hook"),
                List.of(
                        platform.getName(),
                        platform.getProject(),
                        platform.getCredentialsId(),
                        platform.getUrl(),
                        platform.getTeam(),
                        platform.getWebhookSecretCredentialsId()));
        EnvironmentConfiguration environment = environments.get(0);
        assertEquals(
                List.of("production", "northflank", "main release/*", "ann,ops", "supersede", 50, 90),
                List.of(
                        environment.getName(),
                        environment.getPlatform(),
                        environment.getBranches(),
                        environment.getApprovers(),
                        environment.getLockPolicy(),
                        environment.getKeepReleases(),
                        environment.getKeepDays()));
    }
}
