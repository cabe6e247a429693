package io.jenkins.plugins.releaseflow.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hudson.ExtensionList;
import io.jenkins.plugins.releaseflow.scenario.EmulatedPlatform;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.security.csp.impl.CspConfiguration;
import org.htmlunit.html.DomAttr;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Pages on a Jenkins that enforces its Content-Security-Policy: they hold nothing that a browser would refuse to run. That the scripts do without is shown in a browser by
 * the default build, under a stricter policy.
 */
@WithJenkins
class EnforcedContentSecurityPolicyTest {
    private static final List<String> DATA_TYPES = List.of("application/json", "text/template", "importmap");

    @TempDir
    private static Path directory;

    private static JenkinsRule jenkins;
    private static EmulatedPlatform platform;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        ExtensionList.lookupSingleton(CspConfiguration.class).setEnforce(true);
        platform = EmulatedPlatform.start(directory);
        Controller.configure(platform.address(), platform.token());
        String release = "releaseFlow(environment: 'test', name: 'v1') {"
                + " deployBuild build: 'app', branch: 'main', target: job('migrate') }";
        for (String job : List.of("shop", "again")) {
            jenkins.buildAndAssertSuccess(Controller.job(job, release, FlowDurabilityHint.MAX_SURVIVABILITY));
        }
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "release-flow/",
                "release-flow/environments/test/",
                "release-flow/environments/test/releases/2/",
                "release-flow/environments/test/compare/?from=1&to=2",
                "release-flow/environments/test/figures/",
                "job/shop/",
                "job/shop/1/",
                "job/shop/1/console",
                "job/shop/release-flow/",
                "job/shop/release-flow/run/",
                "manage/configure"
            })
    void aPageHoldsNothingThatTheBrowserRefuses(String path) throws Exception {
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo(path);

        String policy = page.getWebResponse().getResponseHeaderValue("Content-Security-Policy");
        assertTrue(policy.contains("script-src 'report-sample' 'self'"), policy);
        assertFalse(policy.contains("script-src 'report-sample' 'self' 'unsafe-inline'"), policy);
        for (DomElement element : page.getDomElementDescendants()) {
            assertAllowed(element);
        }
    }

    @Test
    void theScriptsComeFromThisJenkinsOnly() throws Exception {
        HtmlPage page = jenkins.createWebClient().withJavaScriptEnabled(false).goTo("release-flow/");

        List<String> ours = page.getElementsByTagName("script").stream()
                .map(script -> script.getAttribute("src"))
                .filter(source -> source.contains("release-flow"))
                .toList();
        assertFalse(ours.isEmpty());
        assertTrue(ours.stream().allMatch(source -> source.startsWith("/jenkins/")), ours::toString);
    }

    private static void assertAllowed(DomElement element) {
        if (element.getTagName().equals("script")
                && !DATA_TYPES.contains(element.getAttribute("type").toLowerCase(Locale.ROOT))) {
            assertTrue(element.hasAttribute("src"), () -> "inline script: " + element.asXml());
        }
        for (Map.Entry<String, DomAttr> attribute : element.getAttributesMap().entrySet()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            assertFalse(name.startsWith("on"), () -> "inline handler: " + element.asXml());
            assertFalse(
                    attribute
                            .getValue()
                            .getValue()
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .startsWith("javascript:"),
                    () -> "script in an address: " + element.asXml());
        }
        DomElement root = element.getPage() instanceof HtmlPage page ? page.getElementById("release-flow") : null;
        if (root != null && root.isAncestorOf(element)) {
            assertEquals("", element.getAttribute("style"), () -> "inline style: " + element.asXml());
        }
    }
}
