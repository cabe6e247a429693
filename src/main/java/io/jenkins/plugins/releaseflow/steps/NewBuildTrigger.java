package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.TaskListener;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.config.Environments;
import io.jenkins.plugins.releaseflow.config.PlatformChoices;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.trigger.BuildPolicy;
import io.jenkins.plugins.releaseflow.trigger.NewBuildOrder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Starts a job when the platform has finished a new build. */
public class NewBuildTrigger extends Trigger<Item> {
    private static final Logger LOGGER = Logger.getLogger(NewBuildTrigger.class.getName());
    private static final String DEFAULT_POLICY = word(BuildPolicy.CD_PROMOTE);

    private final String build;
    private String branch = "";
    private String environment = "";
    private String policy = DEFAULT_POLICY;
    private transient Optional<NewBuildRegistration> registration;

    /**
     * @param build id of the build service
     */
    @DataBoundConstructor
    public NewBuildTrigger(String build) {
        this.build = build;
    }

    public String getBuild() {
        return build;
    }

    /** Only builds of this branch; {@code *} for all; empty for those of the job's own branch or pull request. */
    public String getBranch() {
        return Util.fixNull(branch);
    }

    @DataBoundSetter
    public void setBranch(String branch) {
        this.branch = Util.fixNull(branch).trim();
    }

    /** The environment to whose platform the build service belongs; empty for the only one. */
    public String getEnvironment() {
        return Util.fixNull(environment);
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixNull(environment).trim();
    }

    /** {@code never}, {@code cd-promote} or {@code always}. */
    public String getPolicy() {
        return policy == null ? DEFAULT_POLICY : policy;
    }

    @DataBoundSetter
    public void setPolicy(String policy) {
        this.policy = StepParameters.optional(policy).orElse(DEFAULT_POLICY);
        policy();
    }

    private BuildPolicy policy() {
        return Arrays.stream(BuildPolicy.values())
                .filter(known -> word(known).equals(getPolicy()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "policy: '" + policy + "' is not known; use never, cd-promote or always"));
    }

    private static String word(BuildPolicy policy) {
        return StepParameters.word(policy).replace('_', '-');
    }

    /** Called for every job when Jenkins starts, so it only hands over. */
    @Override
    public void start(Item project, boolean newInstance) {
        super.start(project, newInstance);
        stop();
        if (project instanceof Job<?, ?> started) {
            NewBuildRegistration fresh = new NewBuildRegistration(started, this);
            registration = Optional.of(fresh);
            NewBuildJobs.get().add(fresh);
            ReleaseFlowRuntime.get().executeWhenLoaded(() -> register(started, fresh));
        }
    }

    private void register(Job<?, ?> started, NewBuildRegistration fresh) {
        try {
            NewBuildOrder order = order(started);
            fresh.is(ReleaseFlowRuntime.get().newBuilds().add(order, new NewBuildStarter(fresh)));
        } catch (IllegalArgumentException | IOException wrong) {
            fresh.failed(wrong.getMessage());
            LOGGER.log(
                    Level.WARNING,
                    () -> "New builds do not start job " + started.getFullName() + ": " + wrong.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private NewBuildOrder order(Job<?, ?> started) throws IOException, InterruptedException {
        JobBranch own = JobBranch.of(started.getEnvironment(null, TaskListener.NULL));
        BuildChoice choice = new BuildChoice();
        choice.build = build;
        choice.branch = getBranch();
        BuildSelector selector = choice.selector(own);
        return new NewBuildOrder(
                chosenEnvironment(started.getFullName()),
                new Origin("", "", started.getFullName(), "", own.name()),
                selector.buildService(),
                selector.branch(),
                selector.pullRequest(),
                policy());
    }

    private String chosenEnvironment(String job) {
        return StepParameters.optional(getEnvironment())
                .or(() -> Environments.get().only(job))
                .orElseThrow(() -> new IllegalArgumentException("environment: it is not clear which one is meant;"
                        + " give newBuild an environment: '…', whose platform has the build service"));
    }

    @Override
    public void stop() {
        if (registration != null) {
            registration.ifPresent(NewBuildJobs.get()::end);
            registration = Optional.empty();
        }
    }

    /** Makes {@code newBuild} known to Jenkinsfiles and forms. */
    @Extension
    @Symbol("newBuild")
    public static class DescriptorImpl extends TriggerDescriptor {
        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job && item instanceof ParameterizedJobMixIn.ParameterizedJob;
        }

        @Override
        public String getDisplayName() {
            return Messages.NewBuildTrigger_DisplayName();
        }

        @POST
        public ComboBoxModel doFillBuildItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.BUILD_SERVICE);
        }

        @POST
        public FormValidation doCheckBuild(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "build", value, ResourceKind.BUILD_SERVICE);
        }

        @POST
        public ComboBoxModel doFillBranchItems(@AncestorInPath Item item, @QueryParameter String build) {
            return new ComboBoxModel(PlatformChoices.in(item).branches(Util.fixNull(build)));
        }

        @POST
        public ComboBoxModel doFillEnvironmentItems(@AncestorInPath Item item) {
            return new ComboBoxModel(StepForm.environments(item));
        }

        @POST
        public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
            if (!Util.fixNull(value).isBlank()) {
                return StepForm.checkEnvironment(item, value);
            }
            List<String> known = StepForm.environments(item);
            return known.size() > 1
                    ? FormValidation.error(Messages.NewBuildTrigger_WhichEnvironment(String.join(", ", known)))
                    : FormValidation.ok();
        }

        /** The choices of the form. */
        @POST
        public ListBoxModel doFillPolicyItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.NewBuildTrigger_CdPromote(), word(BuildPolicy.CD_PROMOTE));
            choices.add(Messages.NewBuildTrigger_Always(), word(BuildPolicy.ALWAYS));
            choices.add(Messages.NewBuildTrigger_Never(), word(BuildPolicy.NEVER));
            return choices;
        }
    }
}
