package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Runs a job of the platform, for example a migration. */
public class RunJobStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 120;

    private final String job;
    private final CommandChoice commands = new CommandChoice();
    private final BuildChoice choice = new BuildChoice();
    private final SourceChoice source = new SourceChoice();
    private String plan = "";
    private String concurrency = "";
    private final MigrationChoice migrates = new MigrationChoice();
    private LinkedHashMap<String, String> environment = new LinkedHashMap<>();

    /**
     * @param job id of the job
     */
    @DataBoundConstructor
    public RunJobStep(String job) {
        this.job = job;
    }

    public String getJob() {
        return job;
    }

    /** Command for this run only; empty for the job's own. */
    public String getCommand() {
        return commands.command;
    }

    @DataBoundSetter
    public void setCommand(String command) {
        commands.command = Util.fixNull(command);
    }

    /** Entrypoint for this run only; empty for the job's own. */
    public String getEntrypoint() {
        return commands.entrypoint;
    }

    @DataBoundSetter
    public void setEntrypoint(String entrypoint) {
        commands.entrypoint = Util.fixNull(entrypoint);
    }

    /** Process of the Procfile for this run only; empty for the job's own. */
    public String getProcess() {
        return commands.process;
    }

    @DataBoundSetter
    public void setProcess(String process) {
        commands.process = Util.fixNull(process);
    }

    /** Whether a buildpack built the image, so that a command is given to it another way. */
    public boolean isBuildpack() {
        return commands.buildpack;
    }

    @DataBoundSetter
    public void setBuildpack(boolean buildpack) {
        commands.buildpack = buildpack;
    }

    /** Id of the build service whose build this run runs; empty for what is deployed on the job. */
    public String getBuild() {
        return choice.build;
    }

    @DataBoundSetter
    public void setBuild(String build) {
        choice.build = Util.fixNull(build);
    }

    /** Branch to take the build from; {@code *} for all; empty for the job's own. */
    public String getBranch() {
        return choice.branch;
    }

    @DataBoundSetter
    public void setBranch(String branch) {
        choice.branch = Util.fixNull(branch);
    }

    /** Number of the pull request to take the build from; 0 for none. */
    public int getPullRequest() {
        return choice.pullRequest;
    }

    @DataBoundSetter
    public void setPullRequest(int pullRequest) {
        choice.pullRequest = pullRequest;
    }

    /** A commit, or {@code latest} for the newest build that succeeded. */
    public String getCommit() {
        return choice.commit;
    }

    @DataBoundSetter
    public void setCommit(String commit) {
        choice.commit = StepParameters.optional(commit).orElse(BuildSelector.LATEST);
    }

    /** Id of one build; then branch, pull request and commit do not matter. */
    public String getBuildId() {
        return choice.buildId;
    }

    @DataBoundSetter
    public void setBuildId(String buildId) {
        choice.buildId = Util.fixNull(buildId);
    }

    /** Whether a build is started where there is none. */
    public boolean isBuildIfMissing() {
        return choice.buildIfMissing;
    }

    @DataBoundSetter
    public void setBuildIfMissing(boolean buildIfMissing) {
        choice.buildIfMissing = buildIfMissing;
    }

    /** An image by digest that this run runs; empty for a build, and for what is deployed on the job. */
    public String getImage() {
        return source.image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        source.image = Util.fixNull(image);
    }

    /** The platform's id of the credentials that the image is pulled with; empty for a public image. */
    public String getImageCredentials() {
        return source.imageCredentials;
    }

    @DataBoundSetter
    public void setImageCredentials(String imageCredentials) {
        source.imageCredentials = Util.fixNull(imageCredentials);
    }

    /** The platform's plan for this run only; empty for the job's own. */
    public String getPlan() {
        return this.plan;
    }

    @DataBoundSetter
    public void setPlan(String plan) {
        this.plan = Util.fixNull(plan);
    }

    /** {@code forbid}, {@code queue} or {@code allow}: what happens where another run of the job is active; empty for what suits the migration. */
    public String getConcurrency() {
        return this.concurrency;
    }

    @DataBoundSetter
    public void setConcurrency(String concurrency) {
        this.concurrency = Util.fixNull(concurrency);
    }

    /** Variables for this run only, in the order in which they were given. */
    public Map<String, String> getEnvironment() {
        return new LinkedHashMap<>(environment);
    }

    /** Takes values of any kind, since a Jenkinsfile may compute them. */
    @DataBoundSetter
    public void setEnvironment(Map<String, ?> environment) {
        LinkedHashMap<String, String> texts = new LinkedHashMap<>();
        environment.forEach((name, value) -> texts.put(String.valueOf(name), value == null ? "" : value.toString()));
        this.environment = texts;
    }

    /** {@code none}, {@code expand}, {@code reversible} or {@code destructive}; empty where nobody can say. */
    public String getMigration() {
        return migrates.migration;
    }

    @DataBoundSetter
    public void setMigration(String migration) {
        migrates.migration = Util.fixNull(migration);
    }

    /** Command that undoes the migration, run by the same job with the same build; empty for none. */
    public String getUndo() {
        return migrates.undo;
    }

    @DataBoundSetter
    public void setUndo(String undo) {
        migrates.undo = Util.fixNull(undo);
    }

    /** Id of the database that the migration changes; empty where that is not said. */
    public String getAddon() {
        return migrates.addon;
    }

    @DataBoundSetter
    public void setAddon(String addon) {
        migrates.addon = Util.fixNull(addon);
    }

    /** Whether {@code retry} and {@code onInDoubt: 'rerun'} may run a migration more than once. */
    public boolean isRepeatMigration() {
        return migrates.repeatMigration;
    }

    @DataBoundSetter
    public void setRepeatMigration(boolean repeatMigration) {
        migrates.repeatMigration = repeatMigration;
    }

    @Override
    Optional<String> repeatRefusal(String parameter) {
        return migrates.repeatRefusal(parameter, job);
    }

    @Override
    NodeWork work() {
        return work(JobBranch.NONE);
    }

    @Override
    NodeWork work(JobBranch branch) {
        environment.keySet().forEach(name -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("environment: '" + name
                        + "' is not a name of a variable; use letters, digits and '_', not beginning with a digit");
            }
        });
        source.check(choice);
        Migration declared = migrates.declared();
        return new NodeWork.RunJob(
                StepParameters.required("job", this.job),
                commands.override(),
                environment,
                declared,
                runSource(branch),
                StepParameters.optional(plan),
                concurrency(declared));
    }

    private NodeWork.RunSource runSource(JobBranch branch) {
        if (StepParameters.optional(choice.build).isPresent()) {
            return NodeWork.RunSource.of(choice.selector(branch), choice.buildIfMissing);
        }
        if (choice.choosesBuild()) {
            throw new IllegalArgumentException(
                    "build: is missing, and branch, pullRequest, commit or buildId is given; say of which build service: build: '…'");
        }
        return NodeWork.RunSource.of(source.image());
    }

    /** Two migrations at once could spoil the database, so that is never what a slip of the pen brings about. */
    private Concurrency concurrency(Migration declared) {
        if (StepParameters.optional(concurrency).isEmpty()) {
            return Concurrency.of(declared);
        }
        Concurrency chosen = StepParameters.choice("concurrency", Concurrency.class, concurrency.trim());
        if (chosen == Concurrency.ALLOW && declared.verdict() != MigrationVerdict.NONE) {
            throw new IllegalArgumentException(
                    "concurrency: 'allow' would run job '" + job
                            + "' beside itself, and it may be a migration; say migration: 'none' where it is none, or concurrency: 'queue' to wait");
        }
        return chosen;
    }

    @Override
    int defaultTimeout() {
        return TIMEOUT_MINUTES + (choice.buildIfMissing ? BuildNodeStep.BUILD_MINUTES : 0);
    }

    @Override
    OnAbort defaultOnAbort() {
        return OnAbort.DETACH;
    }

    /** Makes {@code runJob} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends BuildNodeStep.BuildNodeStepDescriptor {
        private static final String VARIABLES = "variables";

        @Override
        public String getFunctionName() {
            return "runJob";
        }

        @Override
        public String getDisplayName() {
            return Messages.RunJobStep_DisplayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "job", "command", "process", "build", "buildId", "image");
        }

        /** Takes the variables, which a form has one by one. One without a name is none. */
        @Override
        public Step newInstance(StaplerRequest2 req, JSONObject formData) throws FormException {
            RunJobStep step = (RunJobStep) super.newInstance(req, formData);
            if (formData.has(VARIABLES)) {
                step.setEnvironment(environment(JSONArray.fromObject(formData.get(VARIABLES))));
            }
            return step;
        }

        private static Map<String, String> environment(JSONArray variables) {
            Map<String, String> environment = new LinkedHashMap<>();
            for (int index = 0; index < variables.size(); index++) {
                JSONObject variable = variables.getJSONObject(index);
                StepParameters.optional(variable.optString("variable"))
                        .ifPresent(name -> environment.put(name, variable.optString("value")));
            }
            return environment;
        }

        @POST
        public ComboBoxModel doFillJobItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.JOB);
        }

        @POST
        public FormValidation doCheckJob(@AncestorInPath Item item, @QueryParameter String value) {
            return StepForm.checkId(item, "job", value, ResourceKind.JOB);
        }

        @POST
        public ListBoxModel doFillMigrationItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.RunJobStep_Unknown(), "");
            choices.add(Messages.RunJobStep_None(), "none");
            choices.add(Messages.RunJobStep_Expand(), "expand");
            choices.add(Messages.RunJobStep_Reversible(), "reversible");
            choices.add(Messages.RunJobStep_Destructive(), "destructive");
            return choices;
        }

        @POST
        public ComboBoxModel doFillAddonItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.ADDON);
        }

        @POST
        public FormValidation doCheckAddon(@AncestorInPath Item item, @QueryParameter String value) {
            return value.isBlank() ? FormValidation.ok() : StepForm.checkId(item, "addon", value, ResourceKind.ADDON);
        }

        @POST
        public ListBoxModel doFillConcurrencyItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.RunJobStep_AsTheMigrationNeeds(), "");
            choices.add(Messages.RunJobStep_Forbid(), "forbid");
            choices.add(Messages.RunJobStep_Queue(), "queue");
            choices.add(Messages.RunJobStep_Allow(), "allow");
            return choices;
        }

        @POST
        public FormValidation doCheckConcurrency(@QueryParameter String value, @QueryParameter String migration) {
            RunJobStep step = new RunJobStep("");
            step.setConcurrency(value);
            step.setMigration(migration);
            return StepForm.check("concurrency", () -> step.concurrency(step.migrates.declared()));
        }

        /** A migration that must not be repeated does not go with what repeats it. */
        @POST
        public FormValidation doCheckMigration(
                @QueryParameter String value, @QueryParameter String retry, @QueryParameter boolean repeatMigration) {
            RunJobStep step = new RunJobStep("");
            step.setMigration(value);
            step.setRepeatMigration(repeatMigration);
            boolean repeated = StepParameters.optional(retry)
                    .filter(times -> !times.equals("0"))
                    .isPresent();
            return repeated && step.repeatRefusal("retry").isPresent()
                    ? FormValidation.error(Messages.RunJobStep_Repeats(retry))
                    : FormValidation.ok();
        }
    }
}
