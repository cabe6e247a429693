package io.jenkins.plugins.releaseflow.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.engine.BranchRule;
import io.jenkins.plugins.releaseflow.engine.LockPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** An environment that can be released to, as an administrator configures it. */
public class EnvironmentConfiguration implements Describable<EnvironmentConfiguration> {
    private final String name;
    private final String platform;
    private String branches = "";
    private String lockPolicy = word(LockPolicy.QUEUE);

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

    /** {@code queue} or {@code supersede}: what a new release does about others that still wait. */
    public String getLockPolicy() {
        // Configurations of earlier versions do not have it.
        return lockPolicy == null ? word(LockPolicy.QUEUE) : lockPolicy;
    }

    @DataBoundSetter
    public void setLockPolicy(String lockPolicy) {
        String chosen = Util.fixNull(lockPolicy).trim();
        this.lockPolicy = chosen.isEmpty() ? word(LockPolicy.QUEUE) : chosen;
        lockPolicy();
    }

    /** Fails with IllegalArgumentException where it is not known. */
    LockPolicy lockPolicy() {
        return Arrays.stream(LockPolicy.values())
                .filter(policy -> word(policy).equals(getLockPolicy()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "lockPolicy: '" + lockPolicy + "' is not known; use queue or supersede"));
    }

    private static String word(LockPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
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

        /** The choices of the form. */
        public ListBoxModel doFillLockPolicyItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add("Queue behind them", word(LockPolicy.QUEUE));
            choices.add("Supersede them", word(LockPolicy.SUPERSEDE));
            return choices;
        }
    }
}
