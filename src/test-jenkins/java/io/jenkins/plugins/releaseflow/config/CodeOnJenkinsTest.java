package io.jenkins.plugins.releaseflow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.releaseflow.testing.Controller;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The configuration as code: the example of docs/platforms.md is read, and written again. */
@WithJenkins
class CodeOnJenkinsTest {
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
    void theDocumentedExampleIsReadAndWrittenAgain() throws Exception {
        String example = example();

        apply(example);

        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        assertEquals("northflank-shop", configuration.getPlatforms().get(0).getName());
        EnvironmentConfiguration production = configuration.getEnvironments().get(0);
        assertEquals("main release/*", production.getBranches());
        assertEquals("ann,release-managers", production.getApprovers());
        assertEquals(200, production.getKeepReleases());
        assertEquals(365, production.getKeepDays());
        String exported = export();
        assertTrue(exported.contains("releaseFlow:"), exported);
        assertTrue(exported.contains("- northflank:"), exported);
        assertTrue(exported.contains("keepDays: 365"), exported);
    }

    @Test
    void everyFieldComesBackFromWhatWasExported() throws Exception {
        apply("""
                unclassified:
                  releaseFlow:
                    platforms:
                      - northflank:
                          name: northflank-shop
                          project: shop
                          team: acme
                          url: https://northflank.example.com
                          credentialsId: northflank-token
                          webhookSecretCredentialsId: northflank-secret
                    environments:
                      - name: production
                        platform: northflank-shop
                        branches: main
                        approvers: ann
                        lockPolicy: supersede
                        keepReleases: 20
                        keepDays: 30
                        schemaCheckJob: schema
                        retainBackups: false
                """);
        String configured = configured();
        String exported = export();
        int begin = exported.indexOf("  releaseFlow:\n");
        List<String> ours = exported.substring(begin).lines().toList();
        int end = 1;
        while (end < ours.size() && ours.get(end).startsWith("   ")) {
            end++;
        }
        Controller.clear();

        apply("unclassified:\n" + String.join("\n", ours.subList(0, end)) + "\n");

        assertEquals(configured, configured());
        for (String value : List.of("acme", "northflank-secret", "supersede", "schema", "<letBackupsExpire>true")) {
            assertTrue(configured.contains(value), configured);
        }
    }

    private static String configured() {
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        return Jenkins.XSTREAM2.toXML(configuration.getPlatforms())
                + Jenkins.XSTREAM2.toXML(configuration.getEnvironments());
    }

    @Test
    void whatCanNotBeReadNamesTheFieldTheValueAndTheRemedy() throws Exception {
        assertRefused(
                "lockPolicy: queue", "lockPolicy: fifo", "lockPolicy: 'fifo' is not known; use queue or supersede");
        assertRefused(
                "name: production", "name: my production", "name: 'my production' is not a name of an environment");
        assertRefused(
                "branches: main release/*", "branches: main,dev", "branches: 'main,dev' is not a name of a branch");
        assertRefused("keepDays: 365", "keepDays: -1", "keepDays: '-1' is not a number");
        assertRefused("keepDays: 365", "keepDays: 365d", "keepDays: '365d' is not a number");
        assertRefused("keepReleases: 200", "keepReleases: many", "keepReleases: 'many' is not a number");
        assertRefused("keepDays: 365", "retainBackups: maybe", "retainBackups: 'maybe' is neither; use true or false");
        assertRefused("project: shop", "project: ''", "project: is empty");
    }

    private void assertRefused(String right, String wrong, String message) throws Exception {
        String changed = example().replace(right, wrong);
        assertTrue(changed.contains(wrong), wrong);
        ConfiguratorException refused = assertThrows(ConfiguratorException.class, () -> apply(changed));
        StringWriter told = new StringWriter();
        refused.printStackTrace(new PrintWriter(told));
        assertTrue(told.toString().contains(message), told.toString());
        assertEquals(List.of(), ReleaseFlowConfiguration.get().getPlatforms());
    }

    private void apply(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String export() throws Exception {
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        return exported.toString(StandardCharsets.UTF_8);
    }

    /** The first example of the documentation. */
    private static String example() throws Exception {
        String page = Files.readString(Path.of("docs", "platforms.md"));
        int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
        return page.substring(begin, page.indexOf("```", begin));
    }
}
