package io.jenkins.plugins.releaseflow.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.Extension;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankNotification;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A connection to a project on Northflank. */
public class NorthflankPlatformConfiguration extends PlatformConfiguration {
    /** Where Northflank's API is, unless configured otherwise. */
    public static final String DEFAULT_URL = "https://api.northflank.com";

    private static final Logger LOGGER = Logger.getLogger(NorthflankPlatformConfiguration.class.getName());

    private final String project;
    private final String credentialsId;
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
        this.project = project;
        this.credentialsId = credentialsId;
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
        // A configuration that was saved before the field was there has none.
        return Util.fixNull(webhookSecretCredentialsId);
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

    private NorthflankConnectionSettings settings() {
        return new NorthflankConnectionSettings(
                URI.create(url), team.isEmpty() ? Optional.empty() : Optional.of(team), project);
    }

    @Override
    public WebhookAnswer receive(WebhookRequest request) {
        return ReleaseFlowRuntime.get().notifications().receive(getName(), request, this::webhookSecret, this::wake);
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

    private Optional<String> webhookSecret() {
        if (getWebhookSecretCredentialsId().isEmpty()) {
            return Optional.empty();
        }
        StringCredentials credentials = systemCredentials(getWebhookSecretCredentialsId());
        if (credentials == null) {
            tellOnce("there is no secret-text credential '" + getWebhookSecretCredentialsId()
                    + "' that Jenkins itself may use");
            return Optional.empty();
        }
        return Optional.of(credentials.getSecret().getPlainText());
    }

    /** Strangers can cause this, so it must not fill the log. */
    private void tellOnce(String problem) {
        if (!toldProblem) {
            toldProblem = true;
            LOGGER.warning(() -> "Platform '" + getName() + "' receives no notifications: " + problem);
        }
    }

    private String token(Origin origin) {
        Optional<Run<?, ?>> run = OriginBuild.find(origin);
        StringCredentials credentials = run.isEmpty()
                ? systemCredentials(credentialsId)
                : CredentialsProvider.findCredentialById(credentialsId, StringCredentials.class, run.get(), List.of());
        if (credentials == null) {
            throw new IllegalArgumentException("credentialsId: there is no secret-text credential '" + credentialsId
                    + "' that " + (origin.job().isEmpty() ? "this build" : origin.job())
                    + " may use, and platform '" + getName()
                    + "' needs it. Add it, or choose another in the platform's configuration");
        }
        return credentials.getSecret().getPlainText();
    }

    /** A credential of the whole Jenkins; null where there is none. */
    private static StringCredentials systemCredentials(String id) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
    }

    private static HttpClient httpClient() {
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
            return "Northflank";
        }
    }
}
