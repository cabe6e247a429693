package io.jenkins.plugins.releaseflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.BulkChange;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.Secret;
import hudson.util.XStream2;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.standin.SampleJob;
import io.jenkins.plugins.releaseflow.standin.StandinCredentials;
import io.jenkins.plugins.releaseflow.standin.StandinJenkins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** Folders with platforms, environments and credentials of their own. */
class FolderConfigurationTest {
    @TempDir
    private Path home;

    private StandinJenkins jenkins;
    private Folder team;

    @BeforeEach
    void start() throws Exception {
        jenkins = StandinJenkins.start(home);
        team = jenkins.add(new Folder(jenkins, "team"), "team");
        team.add(new SampleJob(team, "shop"), "shop");
        Folder other = jenkins.add(new Folder(jenkins, "other"), "other");
        other.add(new SampleJob(other, "shop"), "shop");
        FolderConfiguration configured = new FolderConfiguration();
        configured.setPlatforms(List.of(new NorthflankPlatformConfiguration("northflank", "shop", "token")));
        configured.setEnvironments(List.of(new EnvironmentConfiguration("staging", "northflank")));
        team.addProperty(configured);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    @Test
    void aJobInTheFolderReleasesToItsEnvironmentWithItsCredential() {
        addToken(team);

        assertThat(Environments.get().platformOf("staging", from("team/shop")).description())
                .contains("shop");
        assertThat(Environments.get().only("team/shop")).hasValue("staging");
    }

    @Test
    void whoLooksAtAReleaseUsesNoCredential() {
        OperationReference run = new OperationReference(OperationKind.JOB_RUN, "migrate", "r-1", Map.of());

        assertThat(ReleaseFlowRuntime.get()
                        .platforms()
                        .links("staging", from("team/shop"))
                        .apply(run))
                .hasValue("https://api.northflank.com/v1/projects/shop/jobs/migrate/runs/r-1");
    }

    @Test
    void aJobElsewhereDoesNot() {
        addToken(team);

        assertThatThrownBy(() -> Environments.get().platformOf("staging", from("other/shop")))
                .hasMessageStartingWith("environment: there is no environment 'staging'");
        assertThat(Environments.get().namesFor("other/shop")).isEmpty();
    }

    @Test
    void theCredentialOfAnotherFolderIsNotUsed() throws Exception {
        addToken((Folder) jenkins.getItem("other"));

        assertThatThrownBy(() -> Environments.get().platformOf("staging", from("team/shop")))
                .hasMessageContaining("there is no secret-text credential 'token' that team/shop may use");
    }

    @Test
    void workOfAJobThatIsGoneIsBroughtToAnEndWithTheCredentialOfItsFolder() {
        addToken(team);

        assertThat(Environments.get()
                        .platformOf("staging", from("team/branches/gone"))
                        .description())
                .contains("shop");
    }

    /** Drift, readiness and the keeping of backups are looked after by no build. */
    @Test
    void whatNoBuildAsksForUsesTheCredentialOfTheFolderThatConfiguresTheEnvironment() {
        addToken(team);

        assertThat(Environments.get().platformOf("staging", from("")).description())
                .contains("shop");
    }

    @Test
    void anEnvironmentIsManagedWhereItIsConfigured() {
        assertThat(Environments.get().folderOf("staging")).hasValue("team");
        assertThat(Environments.get().folderOf("unknown")).isEmpty();
    }

    @Test
    void anEnvironmentIsKnownByItsNameAloneToWhoLooksAtRecords() {
        assertThat(Environments.get().namesFor("")).containsExactly("staging");
    }

    @Test
    void aNameThatIsTakenIsToldInTheFormOfTheOther() {
        EnvironmentConfiguration.DescriptorImpl form = new EnvironmentConfiguration.DescriptorImpl();

        assertThat(form.doCheckName(null, "staging").getMessage())
                .contains("is the name of an environment in the folder 'team' already");
        assertThat(form.doCheckName(team, "staging").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void proposalsOfPlatformsAreThoseOfTheFolder() {
        EnvironmentConfiguration.DescriptorImpl form = new EnvironmentConfiguration.DescriptorImpl();

        assertThat(form.doFillPlatformItems(team)).containsExactly("northflank");
        assertThat(form.doFillPlatformItems(null)).isEmpty();
        assertThat(form.doCheckPlatform(team, "nothflank").kind).isEqualTo(FormValidation.Kind.WARNING);
    }

    @Test
    void whoMayNotConfigureIsAnsweredNothing() {
        addToken(team);
        jenkins.setACL(ACL.lambda2((who, what) -> what.equals(Jenkins.READ)));
        ACLContext nobody = ACL.as(null);
        try {
            NorthflankPlatformConfiguration.DescriptorImpl northflank =
                    new NorthflankPlatformConfiguration.DescriptorImpl();
            assertThat(northflank.doFillCredentialsIdItems(team, "", "")).hasSize(1);
            assertThat(northflank.doFillProjectItems(team, "", "", "token")).isEmpty();
            assertThatThrownBy(() -> northflank.doTestConnection(team, "", "", "shop", "token"))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> northflank.doCheckCredentialsId(team, "token", ""))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(new EnvironmentConfiguration.DescriptorImpl().doFillPlatformItems(team))
                    .isEmpty();
        } finally {
            nobody.close();
        }
    }

    @Test
    void aFolderThatIsConfiguredAnewOrDeletedCountsAtOnce() throws Exception {
        assertThat(Environments.get().namesFor("")).containsExactly("staging");

        FolderConfiguration configured = new FolderConfiguration();
        configured.setEnvironments(List.of(new EnvironmentConfiguration("test", "northflank")));
        ((Folder) jenkins.getItem("other")).addProperty(configured);
        assertThat(Environments.get().namesFor("")).containsExactly("staging", "test");

        team.delete();
        assertThat(Environments.get().namesFor("")).containsExactly("test");
    }

    @Test
    void aFormWithoutAnyRemovesTheLastPlatformAndEnvironment() throws Exception {
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new NorthflankPlatformConfiguration("northflank", "shop", "token")));
        JSONObject form = new JSONObject();

        configuration.configure(
                Requests.binding((bean, sent) -> {
                    assertThat(sent.has("platforms")).isTrue();
                    configuration.setPlatforms(List.of());
                    configuration.setEnvironments(List.of());
                }),
                form);

        assertThat(configuration.getPlatforms()).isEmpty();
    }

    @Test
    void aFormThatIsRefusedChangesNothing() {
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new NorthflankPlatformConfiguration("northflank", "shop", "token")));

        assertThatThrownBy(() -> configuration.configure(
                        Requests.binding((bean, sent) -> {
                            configuration.setPlatforms(List.of());
                            throw new IllegalArgumentException(
                                    "Failed to set",
                                    new IllegalArgumentException("environments: name: 'a b' is wrong"));
                        }),
                        new JSONObject()))
                .hasMessage("environments: name: 'a b' is wrong");
        assertThat(configuration.getPlatforms()).hasSize(1);
    }

    @Test
    void codeThatIsRefusedHalfwayChangesNothing() throws Exception {
        ReleaseFlowConfiguration configuration = ReleaseFlowConfiguration.get();
        configuration.setPlatforms(List.of(new NorthflankPlatformConfiguration("northflank", "shop", "token")));
        configuration.setEnvironments(List.of(new EnvironmentConfiguration("production", "northflank")));

        BulkChange code = new BulkChange(configuration);
        configuration.setPlatforms(List.of(new NorthflankPlatformConfiguration("other", "other", "token")));
        assertThatThrownBy(
                        () -> configuration.setEnvironments(List.of(new EnvironmentConfiguration("my own", "other"))))
                .hasMessageContaining("'my own'");
        code.abort();

        configuration.save();
        assertThat(new ReleaseFlowConfiguration().getPlatforms())
                .extracting(PlatformConfiguration::getName)
                .containsExactly("northflank");
    }

    @Test
    void whatCanNotBeUsedOfAFileBreaksNoOtherEnvironment() throws Exception {
        Folder other = (Folder) jenkins.getItem("other");
        FolderConfiguration read = (FolderConfiguration) new XStream2().fromXML("""
                <io.jenkins.plugins.releaseflow.config.FolderConfiguration>
                  <environments>
                    <io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                      <platform>northflank</platform>
                    </io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                    <io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                      <name>test</name>
                      <platform>northflank</platform>
                    </io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration>
                  </environments>
                </io.jenkins.plugins.releaseflow.config.FolderConfiguration>
                """);
        try (LoggedWarnings warnings = LoggedWarnings.of(FolderPlaces.class)) {
            other.addProperty(read);

            assertThat(Environments.get().namesFor("")).containsExactlyInAnyOrder("staging", "test");
            assertThat(warnings.texts())
                    .singleElement()
                    .asString()
                    .contains(
                            "the folder 'other' has an entry that can't be used, so it is left out", "name: is empty");
        }
    }

    @Test
    void aFolderThatFailsBreaksNoOther() throws Exception {
        FolderConfiguration failing = new FolderConfiguration();
        failing.setEnvironments(List.of(new EnvironmentConfiguration("test", "failing")));
        FailingPlatformConfiguration platform = new FailingPlatformConfiguration();
        failing.setPlatforms(List.of(platform));
        ((Folder) jenkins.getItem("other")).addProperty(failing);
        platform.fail();
        try (LoggedWarnings warnings = LoggedWarnings.of(FolderPlaces.class)) {
            assertThat(Environments.get().namesFor("")).containsExactly("staging");
            assertThat(warnings.texts()).singleElement().asString().contains("in the folder 'other' can't be used");
        }
    }

    @Test
    void aCredentialOfJenkinsItselfIsOfferedForTheWebhookSecretButNotForTheToken() {
        StandinCredentials.get()
                .add(new StringCredentialsImpl(CredentialsScope.SYSTEM, "own", "", Secret.fromString("s")));
        NorthflankPlatformConfiguration.DescriptorImpl form = new NorthflankPlatformConfiguration.DescriptorImpl();

        assertThat(form.doFillCredentialsIdItems(null, "", ""))
                .extracting(option -> option.value)
                .containsExactly("");
        assertThat(form.doCheckCredentialsId(null, "own", "").getMessage())
                .contains("has the scope System, and no build may use it; give it the scope Global, or choose another");
        assertThat(form.doTestConnection(null, "", "", "shop", "own").getMessage())
                .contains("has the scope System");
        assertThat(form.doFillWebhookSecretCredentialsIdItems(null, ""))
                .extracting(option -> option.value)
                .containsExactly("", "own");
        assertThat(form.doCheckWebhookSecretCredentialsId(null, "own").kind).isEqualTo(FormValidation.Kind.OK);
    }

    private static Origin from(String job) {
        return new Origin("ann", "", job, "", "");
    }

    private static void addToken(Folder folder) {
        StandinCredentials.get()
                .add(
                        folder,
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("a-token")));
    }
}
