package io.jenkins.plugins.releaseflow.config;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** What somebody configures for a folder and all in it: platforms, and the environments bound to them. */
public class FolderConfiguration extends AbstractFolderProperty<AbstractFolder<?>> {
    private List<PlatformConfiguration> platforms = new ArrayList<>();
    private List<EnvironmentConfiguration> environments = new ArrayList<>();

    @DataBoundConstructor
    public FolderConfiguration() {
        // All of it can be left out.
    }

    /** What is read of a file is made without a constructor: a list that is not there is empty then. */
    private Object readResolve() {
        platforms = ConfigurationCheck.only(PlatformConfiguration.class, platforms);
        environments = ConfigurationCheck.only(EnvironmentConfiguration.class, environments);
        return this;
    }

    public List<PlatformConfiguration> getPlatforms() {
        return List.copyOf(platforms);
    }

    /** Fails with IllegalArgumentException, naming the field, where they can't be so. */
    @DataBoundSetter
    public void setPlatforms(List<PlatformConfiguration> platforms) {
        this.platforms = new ArrayList<>(ConfigurationCheck.platforms(platforms));
    }

    public List<EnvironmentConfiguration> getEnvironments() {
        return List.copyOf(environments);
    }

    /** Fails with IllegalArgumentException, naming the field, where they can't be so. */
    @DataBoundSetter
    public void setEnvironments(List<EnvironmentConfiguration> environments) {
        this.environments = new ArrayList<>(ConfigurationCheck.environments(environments));
    }

    private boolean isEmpty() {
        return platforms.isEmpty() && environments.isEmpty();
    }

    /** Offers it in the forms of folders. Stays away where there are no folders. */
    @Extension
    @Symbol("releaseFlowFolder")
    public static class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ReleaseFlowConfiguration_DisplayName();
        }

        /** A folder without any has no such property. */
        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 req, JSONObject formData) throws FormException {
            try {
                FolderConfiguration made = (FolderConfiguration) super.newInstance(req, formData);
                refuseTakenNames(req, made);
                return made.isEmpty() ? null : made;
            } catch (IllegalArgumentException refused) {
                throw new FormException(
                        ConfigurationCheck.refusal(refused).orElse(String.valueOf(refused.getMessage())),
                        refused,
                        "releaseFlow");
            }
        }

        private static void refuseTakenNames(StaplerRequest2 req, FolderConfiguration made) {
            AbstractFolder<?> folder = req.findAncestorObject(AbstractFolder.class);
            for (EnvironmentConfiguration environment : made.environments) {
                Environments.get().takenElsewhere(environment.getName(), folder).ifPresent(problem -> {
                    throw new IllegalArgumentException("environments: " + problem);
                });
            }
        }
    }
}
