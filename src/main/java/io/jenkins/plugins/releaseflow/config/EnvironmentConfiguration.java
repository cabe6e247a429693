package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.releaseflow.engine.BranchRule;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** An environment that can be released to, as an administrator configures it. */
public class EnvironmentConfiguration extends AbstractDescribableImpl<EnvironmentConfiguration> {
    private final String name;
    private final String platform;
    private String branches = "";

    /**
     * @param name for example {@code production}
     * @param platform name of the platform that it is bound to
     */
    @DataBoundConstructor
    public EnvironmentConfiguration(String name, String platform) {
        this.name = name;
        this.platform = platform;
    }

    public String getName() {
        return name;
    }

    public String getPlatform() {
        return platform;
    }

    /** Branches that may release, separated by spaces; {@code *} stands for any characters. Empty allows all. */
    public String getBranches() {
        return branches;
    }

    @DataBoundSetter
    public void setBranches(String branches) {
        this.branches = Util.fixNull(branches).trim();
    }

    BranchRule branchRule() {
        return new BranchRule(branches.isEmpty() ? List.of() : Arrays.asList(branches.split("\\s+")));
    }

    /** Offers it in forms and in configuration as code. */
    @Extension
    @Symbol("releaseEnvironment")
    public static class DescriptorImpl extends Descriptor<EnvironmentConfiguration> {
        @Override
        public String getDisplayName() {
            return "Environment";
        }
    }
}
