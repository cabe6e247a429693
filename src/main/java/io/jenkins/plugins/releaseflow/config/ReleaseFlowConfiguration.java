package io.jenkins.plugins.releaseflow.config;

import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** What an administrator configures for the whole Jenkins: platforms, and the environments bound to them. */
@Extension
@Symbol("releaseFlow")
public class ReleaseFlowConfiguration extends GlobalConfiguration {
    private static final Logger LOGGER = Logger.getLogger(ReleaseFlowConfiguration.class.getName());

    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<EnvironmentConfiguration> environments = new ArrayList<>();

    private transient List<PlatformConfiguration> savedPlatforms;
    private transient List<EnvironmentConfiguration> savedEnvironments;
    private transient volatile ConfigurationPlace place;

    public ReleaseFlowConfiguration() {
        load();
    }

    /** Reads the file. What can't be used of it is told in the log, and left out until it is put right. */
    @Override
    public synchronized void load() {
        super.load();
        platforms = ConfigurationCheck.only(PlatformConfiguration.class, platforms);
        environments = ConfigurationCheck.only(EnvironmentConfiguration.class, environments);
        remember(LOGGER::warning);
    }

    private void remember(Consumer<String> told) {
        savedPlatforms = platforms;
        savedEnvironments = environments;
        place = ConfigurationPlace.usable("", platforms, environments, told);
    }

    /** What of it can be used. */
    ConfigurationPlace place() {
        return place;
    }

    /** The one of this Jenkins. */
    public static ReleaseFlowConfiguration get() {
        return ExtensionList.lookupSingleton(ReleaseFlowConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseFlowConfiguration_DisplayName();
    }

    public List<PlatformConfiguration> getPlatforms() {
        return List.copyOf(platforms);
    }

    /** Fails with IllegalArgumentException, naming the field, where they can't be so. */
    @DataBoundSetter
    public void setPlatforms(List<PlatformConfiguration> platforms) {
        this.platforms = accepted(() -> ConfigurationCheck.platforms(platforms));
        save();
    }

    public List<EnvironmentConfiguration> getEnvironments() {
        return List.copyOf(environments);
    }

    /** Fails with IllegalArgumentException, naming the field, where they can't be so. */
    @DataBoundSetter
    public void setEnvironments(List<EnvironmentConfiguration> environments) {
        this.environments = accepted(() -> ConfigurationCheck.environments(environments));
        save();
    }

    /** Configuration as code sets one after the other and saves both at the end: what is refused takes back what was set before it. */
    private <T> List<T> accepted(Supplier<List<T>> check) {
        try {
            return new ArrayList<>(check.get());
        } catch (IllegalArgumentException refused) {
            takeBack();
            throw refused;
        }
    }

    private void takeBack() {
        platforms = savedPlatforms;
        environments = savedEnvironments;
    }

    /** Takes the form of Jenkins' System page, as a whole or not at all. */
    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        // A form without any sends no list at all, and what is not sent is not set.
        List.of("platforms", "environments").forEach(field -> {
            if (!json.has(field)) {
                json.put(field, new JSONArray());
            }
        });
        try (BulkChange change = new BulkChange(this)) {
            req.bindJSON(this, json);
            change.commit();
            return true;
        } catch (IllegalArgumentException refused) {
            takeBack();
            throw new FormException(
                    ConfigurationCheck.refusal(refused).orElse(String.valueOf(refused.getMessage())),
                    refused,
                    "releaseFlow");
        } catch (IOException unsaved) {
            throw new FormException(String.valueOf(unsaved.getMessage()), unsaved, "releaseFlow");
        }
    }

    /** An environment can be configured before its platform is, so this refuses nothing. */
    private void tellOfMissingPlatforms() {
        Set<String> known =
                platforms.stream().map(PlatformConfiguration::getName).collect(Collectors.toSet());
        environments.stream()
                .filter(environment -> !known.contains(environment.getPlatform()))
                .forEach(environment -> LOGGER.warning(
                        () -> Messages.Environments_NoPlatform(environment.getName(), environment.getPlatform())));
    }

    /** Keeps the configuration, and has releases taken up that could not be before, off this thread. */
    @Override
    public void save() {
        if (!BulkChange.contains(this)) {
            super.save();
            remember(told -> {});
            tellOfMissingPlatforms();
            ReleaseFlowRuntime.get().configurationChanged();
        }
    }
}
