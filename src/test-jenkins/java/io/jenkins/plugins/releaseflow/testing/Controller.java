package io.jenkins.plugins.releaseflow.testing;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.TopLevelItem;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.Secret;
import io.jenkins.plugins.releaseflow.config.EnvironmentConfiguration;
import io.jenkins.plugins.releaseflow.config.NorthflankPlatformConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowConfiguration;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.scenario.Awaiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;

/** What tests do on a Jenkins, in its own process or in theirs. */
public final class Controller {
    private Controller() {}

    /** Binds the environment {@code test} to the emulated platform. */
    public static void configure(String address, String token) throws Exception {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(token)));
        credentials.save();
        NorthflankPlatformConfiguration platform = new NorthflankPlatformConfiguration("emulated", "small", "token");
        platform.setUrl(address);
        ReleaseFlowConfiguration.get().setPlatforms(List.of(platform));
        ReleaseFlowConfiguration.get().setEnvironments(List.of(new EnvironmentConfiguration("test", "emulated")));
    }

    /** Binds more environments to that platform. */
    public static void environments(String... names) {
        List<EnvironmentConfiguration> environments =
                new ArrayList<>(ReleaseFlowConfiguration.get().getEnvironments());
        for (String name : names) {
            environments.add(new EnvironmentConfiguration(name, "emulated"));
        }
        ReleaseFlowConfiguration.get().setEnvironments(environments);
    }

    /** Lets everybody do everything, as on a new Jenkins of the harness. */
    public static void unsecure() {
        Jenkins.get().setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        Jenkins.get().setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
    }

    /** Leaves nothing of a test to the next one on the same Jenkins, but the ledger. */
    public static void clear() throws Exception {
        unsecure();
        for (TopLevelItem item : List.copyOf(Jenkins.get().getItems())) {
            item.delete();
        }
        ReleaseFlowConfiguration.get().setEnvironments(List.of());
        ReleaseFlowConfiguration.get().setPlatforms(List.of());
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials().clear();
        credentials.save();
    }

    /** A Pipeline job in the sandbox. */
    public static WorkflowJob job(String name, String script, FlowDurabilityHint durability) throws Exception {
        WorkflowJob job = Jenkins.get().createProject(WorkflowJob.class, name);
        job.addProperty(new DurabilityHintJobProperty(durability));
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    public static WorkflowRun lastBuild(String job) {
        return Jenkins.get().getItemByFullName(job, WorkflowJob.class).getLastBuild();
    }

    public static ReleaseEngine engine() {
        return ReleaseFlowRuntime.get().engine();
    }

    public static Optional<Release> release(int number) {
        return release("test", number);
    }

    public static Optional<Release> release(String environment, int number) {
        return engine().ledger().environment(environment).read(number);
    }

    /** Waits until something is so. */
    public static void await(String what, BooleanSupplier condition) {
        Awaiting.until(what, condition);
    }
}
