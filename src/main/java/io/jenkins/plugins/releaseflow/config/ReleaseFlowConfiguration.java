package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.releaseflow.engine.BranchRule;
import io.jenkins.plugins.releaseflow.engine.LockPolicy;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import io.jenkins.plugins.releaseflow.release.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** What an administrator configures: platforms, and the environments bound to them. */
@Extension
@Symbol("releaseFlow")
public class ReleaseFlowConfiguration extends GlobalConfiguration {
    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<EnvironmentConfiguration> environments = new ArrayList<>();

    public ReleaseFlowConfiguration() {
        load();
    }

    /** The one of this Jenkins. */
    public static ReleaseFlowConfiguration get() {
        return ExtensionList.lookupSingleton(ReleaseFlowConfiguration.class);
    }

    public List<PlatformConfiguration> getPlatforms() {
        return List.copyOf(platforms);
    }

    @DataBoundSetter
    public void setPlatforms(List<PlatformConfiguration> platforms) {
        this.platforms = new ArrayList<>(platforms);
        save();
    }

    public List<EnvironmentConfiguration> getEnvironments() {
        return List.copyOf(environments);
    }

    @DataBoundSetter
    public void setEnvironments(List<EnvironmentConfiguration> environments) {
        this.environments = new ArrayList<>(environments);
        save();
    }

    /**
     * The platform that an environment is bound to.
     *
     * @throws IllegalArgumentException with a message for people where either is not configured
     */
    public Platform platformOf(String environment, Origin origin) {
        EnvironmentConfiguration configured = environment(environment);
        return platforms.stream()
                .filter(platform -> platform.getName().equals(configured.getPlatform()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("environment: '" + environment
                        + "' is bound to platform '" + configured.getPlatform() + "', which is not configured"
                        + known(
                                "platforms",
                                platforms.stream()
                                        .map(PlatformConfiguration::getName)
                                        .toList())))
                .connect(origin);
    }

    /** Receives what a platform sent by itself, as {@link PlatformConfiguration#receive} does. */
    public WebhookAnswer receive(String platform, WebhookRequest request) {
        return platforms.stream()
                .filter(known -> known.getName().equals(platform))
                .findFirst()
                .map(known -> known.receive(request))
                .orElse(WebhookAnswer.NOT_FOUND);
    }

    /** Which branches may release to an environment. Fails as {@link #platformOf} does. */
    public BranchRule branchRuleOf(String environment) {
        return environment(environment).branchRule();
    }

    /** What a new release of an environment does about others that still wait. Fails as {@link #platformOf} does. */
    public LockPolicy lockPolicyOf(String environment) {
        return environment(environment).lockPolicy();
    }

    /** Keeps the configuration, and has releases taken up that could not be before, off this thread. */
    @Override
    public void save() {
        super.save();
        ReleaseFlowRuntime.get().configurationChanged();
    }

    /** The only environment, where there is just one. */
    public Optional<String> onlyEnvironment() {
        return environments.size() == 1 ? Optional.of(environments.get(0).getName()) : Optional.empty();
    }

    private EnvironmentConfiguration environment(String name) {
        return environments.stream()
                .filter(environment -> environment.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("environment: there is no environment '" + name + "'"
                        + known(
                                "environments",
                                environments.stream()
                                        .map(EnvironmentConfiguration::getName)
                                        .toList())));
    }

    private static String known(String what, List<String> names) {
        return names.isEmpty()
                ? "; no " + what + " are configured yet: add one to Release Flow's configuration"
                : names.stream().collect(Collectors.joining(", ", "; configured " + what + ": ", ""));
    }
}
