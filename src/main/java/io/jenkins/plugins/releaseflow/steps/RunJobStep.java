package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Runs a job of the platform, for example a migration. */
public class RunJobStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 120;

    private final String job;
    private String command = "";
    private String migration = "";
    private String undo = "";
    private boolean repeatMigration;
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
        return command;
    }

    @DataBoundSetter
    public void setCommand(String command) {
        this.command = Util.fixNull(command);
    }

    /** Variables for this run only. */
    public Map<String, String> getEnvironment() {
        return Map.copyOf(environment);
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
        return migration;
    }

    @DataBoundSetter
    public void setMigration(String migration) {
        this.migration = Util.fixNull(migration);
    }

    /** Command that undoes the migration, run by the same job with the same build; empty for none. */
    public String getUndo() {
        return undo;
    }

    @DataBoundSetter
    public void setUndo(String undo) {
        this.undo = Util.fixNull(undo);
    }

    /** Whether {@code retry} and {@code onInDoubt: 'rerun'} may run a migration more than once. */
    public boolean isRepeatMigration() {
        return repeatMigration;
    }

    @DataBoundSetter
    public void setRepeatMigration(boolean repeatMigration) {
        this.repeatMigration = repeatMigration;
    }

    /** A migration that failed half-way, or is in doubt, must not run again unless somebody says that it can. */
    @Override
    Optional<String> repeatRefusal(String parameter) {
        if (repeatMigration || declared().verdict() == MigrationVerdict.NONE) {
            return Optional.empty();
        }
        return Optional.of(
                parameter + " would run job '" + job + "' more than once, and "
                        + (StepParameters.optional(migration).isPresent() ? "it is" : "it may be")
                        + " a migration; say migration: 'none' where it is none, or repeatMigration: true where it may be repeated");
    }

    private Migration declared() {
        MigrationVerdict verdict = StepParameters.optional(migration)
                .map(word -> StepParameters.choice("migration", MigrationVerdict.class, word))
                .orElse(MigrationVerdict.UNKNOWN);
        return new Migration(verdict, StepParameters.optional(undo));
    }

    @Override
    NodeWork work() {
        environment.keySet().forEach(name -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("environment: '" + name
                        + "' is not a name of a variable; use letters, digits and '_', not beginning with a digit");
            }
        });
        return new NodeWork.RunJob(
                StepParameters.required("job", job), StepParameters.optional(command), environment, declared());
    }

    @Override
    int defaultTimeout() {
        return TIMEOUT_MINUTES;
    }

    @Override
    OnAbort defaultOnAbort() {
        return OnAbort.DETACH;
    }

    /** Makes {@code runJob} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends NodeStepDescriptor {
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
            return StepArguments.text(namedArgs, "job", "command");
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
