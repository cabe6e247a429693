package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.RootAction;
import hudson.model.UnprotectedRootAction;
import hudson.security.csrf.CrumbExclusion;
import hudson.util.Secret;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.jenkins.plugins.releaseflow.config.FolderConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** The endpoint behind a real web server, on the path that it has in a Jenkins. */
class WebhookEndpointTest {
    private static final String SECRET = "a-secret-of-32-random-characters";

    private final HttpClient http = HttpClient.newHttpClient();
    private StandinJenkins jenkins;
    private Javalin server;

    @BeforeEach
    void start(@TempDir Path home) throws Exception {
        jenkins = StandinJenkins.start(home);
        NorthflankPlatformConfiguration shop = platform("my shop");
        shop.setWebhookSecretCredentialsId("hook");
        ReleaseFlowConfiguration.get().setPlatforms(List.<PlatformConfiguration>of(shop, platform("off")));
        StandinCredentials.get()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "hook", "", Secret.fromString(SECRET)));
        server = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.jetty.defaultHost = "127.0.0.1";
        });
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.POST)) {
            server.addHttpHandler(method, "/release-flow-webhook*", context -> endpoint()
                    .doDynamic(
                            request(
                                    context.req(),
                                    URI.create(context.path()).getPath().substring("/release-flow-webhook".length())),
                            response(context.res())));
        }
        server.start(0);
    }

    @AfterEach
    void stop() {
        server.stop();
        jenkins.close();
    }

    @Test
    void anAuthenticNotificationIsAnsweredWithoutABody() throws Exception {
        HttpResponse<String> answer = post("my%20shop/", SECRET, "{\"event\":\"job-run:success\"}");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whoDoesNotKnowTheSecretLearnsNothing() throws Exception {
        HttpResponse<String> answer = post("my%20shop/", "wrong", "{}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "off/", "unknown/", "my%20shop//", "/", "/my%20shop/"})
    void nothingElseIsThere(String path) throws Exception {
        assertThat(post(path, SECRET, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void thePlatformOfAFolderHasTheSecretOfTheFolder() throws Exception {
        Folder team = jenkins.add(new Folder(jenkins, "team"), "team");
        NorthflankPlatformConfiguration own = platform("my shop");
        own.setWebhookSecretCredentialsId("team-hook");
        FolderConfiguration configured = new FolderConfiguration();
        configured.setPlatforms(List.<PlatformConfiguration>of(own));
        team.addProperty(configured);
        StandinCredentials.get()
                .add(
                        team,
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "team-hook", "", Secret.fromString("the-secret-of-the-team")));

        assertThat(post("team/my%20shop/", "the-secret-of-the-team", "{}").statusCode())
                .isEqualTo(204);
        assertThat(post("team/my%20shop/", SECRET, "{}").statusCode()).isEqualTo(403);
        assertThat(post("my%20shop/", "the-secret-of-the-team", "{}").statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody/my%20shop/", "team/unknown/", "team/off/"})
    void strangersAreNotToldWhichFoldersThereAre(String path) throws Exception {
        FolderConfiguration configured = new FolderConfiguration();
        configured.setPlatforms(List.<PlatformConfiguration>of(platform("off")));
        jenkins.add(new Folder(jenkins, "team"), "team").addProperty(configured);

        assertThat(post(path, SECRET, "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void withoutTheCredentialNothingIsReceived() throws Exception {
        NorthflankPlatformConfiguration shop = platform("my shop");
        shop.setWebhookSecretCredentialsId("deleted");
        ReleaseFlowConfiguration.get().setPlatforms(List.<PlatformConfiguration>of(shop));

        assertThat(post("my%20shop/", SECRET, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeReadIsRefusedToThoseWhoKnowTheSecret() throws Exception {
        assertThat(post("my%20shop/", SECRET, "no json").statusCode()).isEqualTo(400);
        assertThat(post("my%20shop/", SECRET, "x".repeat(300_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void getIsNotAnswered() throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(address("my%20shop/")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void itIsReachedWithoutALoginAndShownNowhere() {
        assertThat(endpoint()).isInstanceOf(UnprotectedRootAction.class).isInstanceOf(RootAction.class);
        assertThat(endpoint().getUrlName()).isEqualTo("release-flow-webhook");
        assertThat(endpoint().getIconFileName()).isNull();
        assertThat(endpoint().getDisplayName()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/release-flow-webhook/shop/",
                "/release-flow-webhook/shop",
                "/release-flow-webhook/team/inner/shop/"
            })
    void noCrumbIsNeededForTheEndpoint(String path) throws Exception {
        assertThat(needsNoCrumb(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/release-flow-webhook",
                "/release-flow-webhook/",
                "/release-flow-webhook/..",
                "/release-flow-webhook/../",
                "/release-flow-webhook/./",
                "/release-flow-webhook/shop/../../script",
                "/release-flow-webhook/shop/.",
                "/release-flow-webhook/shop//more",
                "/release-flow-webhook//script",
                "/release-flow-webhooks/shop/",
                "/release-flow-webhook-x/shop/",
                "/job/release-flow-webhook/shop/",
                "/script",
                "/job/shop/build"
            })
    void everythingElseKeepsItsCrumb(String path) throws Exception {
        assertThat(needsNoCrumb(path)).isFalse();
    }

    @Test
    void aRequestWithoutAPathKeepsItsCrumb() throws Exception {
        assertThat(new WebhookCrumbExclusion()
                        .process(asked(HttpServletRequest.class, "getPathInfo", null), null, null))
                .isFalse();
    }

    private boolean needsNoCrumb(String path) throws Exception {
        AtomicInteger passed = new AtomicInteger();
        FilterChain chain = (request, response) -> passed.incrementAndGet();
        boolean exempt = jenkins.getExtensionList(CrumbExclusion.class).stream()
                .anyMatch(exclusion -> passes(exclusion, path, chain));
        assertThat(passed).hasValue(exempt ? 1 : 0);
        return exempt;
    }

    private static boolean passes(CrumbExclusion exclusion, String path, FilterChain chain) {
        try {
            return exclusion.process(asked(HttpServletRequest.class, "getPathInfo", path), null, chain);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private WebhookEndpoint endpoint() {
        return jenkins.getExtensionList(WebhookEndpoint.class).get(0);
    }

    private static NorthflankPlatformConfiguration platform(String name) {
        NorthflankPlatformConfiguration platform = new NorthflankPlatformConfiguration(name, "shop", "token");
        platform.setUrl("http://127.0.0.1:1");
        return platform;
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + "/release-flow-webhook/" + path);
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header("X-Northflank-Notification-Token", token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The server's request as Stapler would wrap it. */
    private static StaplerRequest2 request(HttpServletRequest real, String rest) {
        return (StaplerRequest2) Proxy.newProxyInstance(
                WebhookEndpointTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getRestOfPath") ? rest : method.invoke(real, arguments));
    }

    private static StaplerResponse2 response(HttpServletResponse real) {
        return (StaplerResponse2) Proxy.newProxyInstance(
                WebhookEndpointTest.class.getClassLoader(),
                new Class<?>[] {StaplerResponse2.class},
                (proxy, method, arguments) -> method.invoke(real, arguments));
    }

    /** Something that can only be asked one thing. */
    private static <T> T asked(Class<T> type, String what, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                WebhookEndpointTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        Optional.of(method.getName()).filter(what::equals).isPresent()
                                ? answer
                                : Optional.empty().orElseThrow()));
    }
}
