package io.jenkins.plugins.releaseflow.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.util.XStream2;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.FolderConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.pages.RollbackScriptAction;
import io.jenkins.plugins.releaseflow.release.BuildOverride;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is kept in build.xml, in config.xml of jobs and in the configuration of Jenkins is read by every later version. A class or field that is renamed
 * needs an alias or a {@code readResolve}; these texts stay as they are.
 */
class KeptXmlTest {
    private final XStream2 xml = new XStream2();

    @Test
    void theReleasesOfABuild() {
        BuildReleasesAction releases = read("""
                <io.jenkins.plugins.releaseflow.steps.BuildReleasesAction plugin="release-flow@0.1.0">
                  <entries>
                    <io.jenkins.plugins.releaseflow.steps.BuildReleasesAction_-Entry>
                      <environment>production</environment>
                      <number>12</number>
                      <ofBuild>true</ofBuild>
                    </io.jenkins.plugins.releaseflow.steps.BuildReleasesAction_-Entry>
                  </entries>
                </io.jenkins.plugins.releaseflow.steps.BuildReleasesAction>
                """);

        assertThat(releases.releases()).isEqualTo(List.of(new ReleaseId("production", 12)));
        assertThat(releases.ofBuild()).contains(new ReleaseId("production", 12));
    }

    @Test
    void whatSomebodyAskedOfARun() {
        RunOverridesAction action = read("""
                <io.jenkins.plugins.releaseflow.steps.RunOverridesAction plugin="release-flow@0.1.0">
                  <name>v1.4.2</name>
                  <description></description>
                  <allowOlder>true</allowOlder>
                  <entries>
                    <io.jenkins.plugins.releaseflow.steps.RunOverridesAction_-Entry>
                      <environment>production</environment>
                      <targetType>service</targetType>
                      <target>shop</target>
                      <build>shop-build</build>
                      <branch></branch>
                      <pullRequest>0</pullRequest>
                      <commit>latest</commit>
                      <buildId>quiet-sun-7</buildId>
                      <who>ann</who>
                    </io.jenkins.plugins.releaseflow.steps.RunOverridesAction_-Entry>
                  </entries>
                </io.jenkins.plugins.releaseflow.steps.RunOverridesAction>
                """);

        assertThat(action.overrides())
                .isEqualTo(new RunOverrides(
                        "v1.4.2",
                        "",
                        true,
                        List.of(new RunOverrides.InEnvironment(
                                "production",
                                new BuildOverride(
                                        Target.service("shop"),
                                        BuildSelector.ofId("shop-build", "quiet-sun-7"),
                                        "ann")))));
    }

    @Test
    void theNewBuildThatARunWasStartedFor() {
        NewBuildAction action = read("""
                <io.jenkins.plugins.releaseflow.steps.NewBuildAction plugin="release-flow@0.1.0">
                  <build>api-build</build>
                  <buildId>quiet-sun-1</buildId>
                  <commit>4f2c91a</commit>
                  <branch>main</branch>
                </io.jenkins.plugins.releaseflow.steps.NewBuildAction>
                """);
        EnvVars variables = new EnvVars();
        action.buildEnvironment(null, variables);

        assertThat(action.isOf(new BuildPin("api-build", "quiet-sun-1", "", "")))
                .isTrue();
        assertThat(variables)
                .containsEntry("RELEASE_BUILD", "api-build")
                .containsEntry("RELEASE_BUILD_ID", "quiet-sun-1")
                .containsEntry("RELEASE_BUILD_COMMIT", "4f2c91a")
                .containsEntry("RELEASE_BUILD_BRANCH", "main");
    }

    @Test
    void itsCause() {
        NewBuildCause cause = read("""
                <io.jenkins.plugins.releaseflow.steps.NewBuildCause>
                  <build>api-build</build>
                  <buildId>quiet-sun-1</buildId>
                  <commit>4f2c91a03b1d</commit>
                  <branch>main</branch>
                </io.jenkins.plugins.releaseflow.steps.NewBuildCause>
                """);

        assertThat(cause.getShortDescription())
                .isEqualTo("Started by new build quiet-sun-1 (4f2c91a, main) of api-build");
    }

    @Test
    void aTriggerOfAJob() {
        NewBuildTrigger trigger = read("""
                <io.jenkins.plugins.releaseflow.steps.NewBuildTrigger plugin="release-flow@0.1.0">
                  <spec></spec>
                  <build>api-build</build>
                </io.jenkins.plugins.releaseflow.steps.NewBuildTrigger>
                """);

        assertThat(trigger.getBuild()).isEqualTo("api-build");
        assertThat(trigger.getBranch()).isEmpty();
        assertThat(trigger.getEnvironment()).isEmpty();
        assertThat(trigger.getPolicy()).isEqualTo("cd-promote");
    }

    @Test
    void anEnvironmentAndAPlatformOfTheFirstVersion() {
        EnvironmentConfiguration environment = read("""
                <io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                  <name>production</name>
                  <platform>shop</platform>
                  <branches>main</branches>
                </io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                """);
        NorthflankPlatformConfiguration platform = read("""
                <io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration>
                  <name>shop</name>
                  <project>shop</project>
                  <credentialsId>token</credentialsId>
                  <url>https://api.northflank.com</url>
                  <team></team>
                </io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration>
                """);

        assertThat(environment.getLockPolicy()).isEqualTo("queue");
        assertThat(platform.getName()).isEqualTo("shop");
        assertThat(platform.getWebhookSecretCredentialsId()).isEmpty();
    }

    @Test
    void theConfigurationOfAFolder() {
        FolderConfiguration folder = read("""
                <io.jenkins.plugins.releaseflow.config.FolderConfiguration plugin="release-flow@0.1.0">
                  <platforms>
                    <io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration>
                      <name>shop</name>
                      <project>shop</project>
                      <credentialsId>token</credentialsId>
                      <url>https://api.northflank.com</url>
                      <team></team>
                      <webhookSecretCredentialsId>hook</webhookSecretCredentialsId>
                    </io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration>
                  </platforms>
                  <environments>
                    <io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                      <name>production</name>
                      <platform>shop</platform>
                      <branches>main</branches>
                      <approvers>ann</approvers>
                      <lockPolicy>supersede</lockPolicy>
                      <keepReleases>5</keepReleases>
                      <keepDays>90</keepDays>
                      <schemaCheckJob>schema</schemaCheckJob>
                      <letBackupsExpire>true</letBackupsExpire>
                    </io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                  </environments>
                </io.jenkins.plugins.releaseflow.config.FolderConfiguration>
                """);

        assertThat(folder.getPlatforms())
                .extracting(PlatformConfiguration::getName)
                .containsExactly("shop");
        EnvironmentConfiguration production = folder.getEnvironments().get(0);
        assertThat(production.getBranches()).isEqualTo("main");
        assertThat(production.getApprovers()).isEqualTo("ann");
        assertThat(production.getLockPolicy()).isEqualTo("supersede");
        assertThat(production.getKeepReleases()).isEqualTo(5);
        assertThat(production.getKeepDays()).isEqualTo(90);
        assertThat(production.getSchemaCheckJob()).isEqualTo("schema");
        assertThat(production.isRetainBackups()).isFalse();
    }

    @Test
    void aConfigurationThatLacksFieldsHasEmptyOnes() {
        FolderConfiguration folder = read("<io.jenkins.plugins.releaseflow.config.FolderConfiguration/>");
        EnvironmentConfiguration environment =
                read("<io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration/>");
        NorthflankPlatformConfiguration platform =
                read("<io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration/>");

        assertThat(folder.getPlatforms()).isEmpty();
        assertThat(folder.getEnvironments()).isEmpty();
        assertThat(environment.getName()).isEmpty();
        assertThat(environment.getPlatform()).isEmpty();
        assertThat(environment.getBranches()).isEmpty();
        assertThat(environment.getApprovers()).isEmpty();
        assertThat(platform.getName()).isEmpty();
        assertThat(platform.getProject()).isEmpty();
        assertThat(platform.getCredentialsId()).isEmpty();
        assertThat(platform.getUrl()).isEqualTo("https://api.northflank.com");
        assertThat(platform.getTeam()).isEmpty();
    }

    @Test
    void theScriptOfARollback() {
        RollbackScriptAction action = read("""
                <io.jenkins.plugins.releaseflow.pages.RollbackScriptAction plugin="release-flow@0.1.0">
                  <script>rollbackRelease to: &apos;previous&apos;</script>
                </io.jenkins.plugins.releaseflow.pages.RollbackScriptAction>
                """);

        assertThat(script(action)).isEqualTo("rollbackRelease to: 'previous'");
    }

    private static String script(RollbackScriptAction action) {
        try {
            return action.create(null, null, List.of()).getScript();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T read(String text) {
        return (T) xml.fromXML(text);
    }
}
