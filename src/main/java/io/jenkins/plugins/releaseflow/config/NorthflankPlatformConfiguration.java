package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankLinks;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankNotification;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A connection to a project on Northflank. */
public class NorthflankPlatformConfiguration extends PlatformConfiguration {
    /** Where Northflank's API is, unless configured otherwise. */
    public static final String DEFAULT_URL = "https://api.northflank.com";

    private static final Logger LOGGER = Logger.getLogger(NorthflankPlatformConfiguration.class.getName());

    private String project;
    private String credentialsId;
    private String url = DEFAULT_URL;
    private String team = "";
    private String webhookSecretCredentialsId = "";
    private transient volatile boolean toldProblem;

    /**
     * @param project id of the project
     * @param credentialsId id of a secret-text credential that holds an API token
     */
    @DataBoundConstructor
    public NorthflankPlatformConfiguration(String name, String project, String credentialsId) {
        super(name);
        this.project = Util.fixNull(project).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    @Override
    protected Object readResolve() {
        project = Util.fixNull(project).trim();
        credentialsId = Util.fixNull(credentialsId).trim();
        setUrl(url);
        setTeam(team);
        setWebhookSecretCredentialsId(webhookSecretCredentialsId);
        return super.readResolve();
    }

    public String getProject() {
        return project;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    public String getUrl() {
        return url;
    }

    @DataBoundSetter
    public void setUrl(String url) {
        this.url = Util.fixEmptyAndTrim(url) == null ? DEFAULT_URL : url.trim();
    }

    /** Id of the team, for tokens of an organisation; empty for team tokens. */
    public String getTeam() {
        return team;
    }

    @DataBoundSetter
    public void setTeam(String team) {
        this.team = Util.fixNull(team).trim();
    }

    /** Id of a secret-text credential that holds the secret of Northflank's notifications; empty where none are received. */
    public String getWebhookSecretCredentialsId() {
        return webhookSecretCredentialsId;
    }

    @DataBoundSetter
    public void setWebhookSecretCredentialsId(String webhookSecretCredentialsId) {
        this.webhookSecretCredentialsId =
                Util.fixNull(webhookSecretCredentialsId).trim();
    }

    @Override
    public Platform connect(Origin origin) {
        return ReleaseFlowRuntime.get()
                .northflank()
                .connect(settings(), token(origin), NorthflankPlatformConfiguration::httpClient);
    }

    @Override
    public Function<OperationReference, Optional<String>> links(Origin origin) {
        NorthflankLinks links = new NorthflankLinks(settings());
        return reference -> Optional.of(links.of(reference));
    }

    private NorthflankConnectionSettings settings() {
        return settings(url, team, project);
    }

    static NorthflankConnectionSettings settings(String url, String team, String project) {
        return new NorthflankConnectionSettings(
                URI.create(url), team.isEmpty() ? Optional.empty() : Optional.of(team), project);
    }

    @Override
    public Optional<String> problem() {
        return FieldChecks.required("project", project)
                .or(() -> FieldChecks.required("credentialsId", credentialsId))
                .or(() -> FieldChecks.url(url));
    }

    @Override
    public WebhookAnswer receive(String folder, WebhookRequest request) {
        return ReleaseFlowRuntime.get()
                .notifications()
                .receive(folder + "/" + getName(), request, () -> webhookSecret(folder), this::wake);
    }

    private void wake(NorthflankNotification notification) {
        if (notification.mayEndAWait() && notification.mayConcern(project)) {
            NorthflankConnectionSettings own = settings();
            ReleaseFlowRuntime.get()
                    .wake(
                            platform -> platform instanceof NorthflankPlatform other && other.isFor(own),
                            notification.resources());
        }
    }

    private Optional<String> webhookSecret(String folder) {
        if (getWebhookSecretCredentialsId().isEmpty()) {
            return Optional.empty();
        }
        Optional<StringCredentials> credentials = SecretTexts.usableAt(folder, getWebhookSecretCredentialsId());
        if (credentials.isEmpty()) {
            tellOnce("there is no secret-text credential '" + getWebhookSecretCredentialsId() + "' that "
                    + (folder.isEmpty() ? "Jenkins itself" : "folder '" + folder + "'") + " may use");
        }
        return credentials.map(found -> found.getSecret().getPlainText());
    }

    /** Strangers can cause this, so it must not fill the log. */
    private void tellOnce(String problem) {
        if (!toldProblem) {
            toldProblem = true;
            LOGGER.warning(() -> "Platform '" + getName() + "' receives no notifications: " + problem);
        }
    }

    private String token(Origin origin) {
        return SecretTexts.usableBy(origin, credentialsId, url)
                .map(credentials -> credentials.getSecret().getPlainText())
                .orElseThrow(() -> new IllegalArgumentException("credentialsId: there is no secret-text credential '"
                        + credentialsId + "' that " + (origin.job().isEmpty() ? "this build" : origin.job())
                        + " may use, and platform '" + getName()
                        + "' needs it. Add it, or choose another in the platform's configuration"));
    }

    static HttpClient httpClient() {
        return ProxyConfiguration.newHttpClientBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** Offers it in forms and in configuration as code. */
    @Extension
    @Symbol("northflank")
    public static class DescriptorImpl extends Descriptor<PlatformConfiguration> {
        @Override
        public String getDisplayName() {
            return Messages.NorthflankPlatformConfiguration_DisplayName();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String url) {
            return SecretTexts.choices(item, credentialsId, Util.fixNull(url));
        }

        @POST
        public ListBoxModel doFillWebhookSecretCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String webhookSecretCredentialsId) {
            return SecretTexts.ownChoices(item, webhookSecretCredentialsId);
        }

        /** The projects that the token may see; none where it can't be asked, so that one can be typed. */
        @POST
        public ComboBoxModel doFillProjectItems(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String team,
                @QueryParameter String credentialsId) {
            return new ComboBoxModel(
                    FormUser.mayConfigure(item)
                            ? new NorthflankForm(item, url, team, credentialsId).projects()
                            : List.of());
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.platformName(value));
        }

        @POST
        public FormValidation doCheckProject(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.required("project", value));
        }

        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.required("credentialsId", value)
                    .or(() -> SecretTexts.problemOf(item, value, Util.fixNull(url))));
        }

        @POST
        public FormValidation doCheckWebhookSecretCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            if (Util.fixNull(value).isBlank()) {
                return FormValidation.ok();
            }
            return FieldChecks.shown(
                    SecretTexts.ownIn(item, value).isPresent()
                            ? Optional.empty()
                            : Optional.of(Messages.FieldChecks_Credential("webhookSecretCredentialsId", value)));
        }

        @POST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.isUnprotected(value)
                    ? FormValidation.warning(Messages.NorthflankPlatformConfiguration_Unprotected(value))
                    : FieldChecks.shown(FieldChecks.url(value));
        }

        @POST
        public FormValidation doCheckTeam(@AncestorInPath Item item, @QueryParameter String value) {
            FormUser.requireConfigure(item);
            return FieldChecks.shown(FieldChecks.id("team", value));
        }

        /** The button "Test connection". Never tells the token. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String url,
                @QueryParameter String team,
                @QueryParameter String project,
                @QueryParameter String credentialsId) {
            FormUser.requireConfigure(item);
            return new NorthflankForm(item, url, team, credentialsId)
                    .test(Util.fixNull(project).trim());
        }
    }
}
