package io.jenkins.plugins.releaseflow.documentation;

import hudson.Extension;
import hudson.model.Descriptor;
import io.jenkins.plugins.releaseflow.config.PlatformConfiguration;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Origin;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A connection to a workshop, where everything is done by hand. */
public class WorkshopConfiguration extends PlatformConfiguration {
    private final String address;

    @DataBoundConstructor
    public WorkshopConfiguration(String name, String address) {
        super(name);
        this.address = address;
    }

    public String getAddress() {
        return address;
    }

    @Override
    public Platform connect(Origin origin) {
        return Workshops.at(address);
    }

    @Extension
    @Symbol("workshop")
    public static class DescriptorImpl extends Descriptor<PlatformConfiguration> {
        @Override
        public String getDisplayName() {
            return "Workshop";
        }
    }
}
