package io.jenkins.plugins.releaseflow.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Map;
import java.util.Optional;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Runs a command in a container that runs. */
public class RunCommandStep extends NodeStep {
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT_MINUTES = 30;
    private static final String DEFAULT_SHELL = "sh";
    private static final String NO_SHELL = "none";

    private final String command;
    private String service = "";
    private String job = "";
    private String shell = "";
    private String user = "";
    private boolean returnStatus;
    private boolean returnOutput;
    private boolean repeatable;

    /** @param command what is run */
    @DataBoundConstructor
    public RunCommandStep(String command) {
        this.command = command;
    }

    public String getCommand() {
        return command;
    }

    /** Id of the service in whose container it runs; empty where it is a job. */
    public String getService() {
        return service;
    }

    @DataBoundSetter
    public void setService(String service) {
        this.service = Util.fixNull(service);
    }

    /** Id of the job beside whose run it runs; empty where it is a service. */
    public String getJob() {
        return job;
    }

    @DataBoundSetter
    public void setJob(String job) {
        this.job = Util.fixNull(job);
    }

    /** The shell that the command is given to; {@code none} for none, empty for {@code sh}. */
    public String getShell() {
        return shell;
    }

    @DataBoundSetter
    public void setShell(String shell) {
        this.shell = Util.fixNull(shell);
    }

    /** The user that it runs as; empty for the container's own. */
    public String getUser() {
        return user;
    }

    @DataBoundSetter
    public void setUser(String user) {
        this.user = Util.fixNull(user);
    }

    /** Whether an exit code other than 0 is a result, and no failure. */
    public boolean isReturnStatus() {
        return returnStatus;
    }

    @DataBoundSetter
    public void setReturnStatus(boolean returnStatus) {
        this.returnStatus = returnStatus;
    }

    /** Whether what it prints is a result, and kept in the record. */
    public boolean isReturnOutput() {
        return returnOutput;
    }

    @DataBoundSetter
    public void setReturnOutput(boolean returnOutput) {
        this.returnOutput = returnOutput;
    }

    /** Whether {@code retry} and {@code onInDoubt: 'rerun'} may run the command more than once. */
    public boolean isRepeatable() {
        return repeatable;
    }

    @DataBoundSetter
    public void setRepeatable(boolean repeatable) {
        this.repeatable = repeatable;
    }

    /** Nobody but who wrote the command knows what a second time does. */
    @Override
    Optional<String> repeatRefusal(String parameter) {
        return repeatable
                ? Optional.empty()
                : Optional.of(parameter
                        + " would run the command more than once; say repeatable: true where that does no harm");
    }

    @Override
    NodeWork work() {
        if (command == null || command.isBlank()) {
            throw new IllegalArgumentException("command: is empty; give the command that is to be run");
        }
        String program = StepParameters.optional(shell).orElse(DEFAULT_SHELL);
        return new NodeWork.Command(new CommandRequest(
                target(),
                command,
                program.equals(NO_SHELL) ? Optional.empty() : Optional.of(program),
                StepParameters.optional(user),
                returnStatus,
                returnOutput));
    }

    private Target target() {
        Optional<Target> ofService = StepParameters.optional(service).map(Target::service);
        Optional<Target> ofJob = StepParameters.optional(job).map(Target::job);
        if (ofService.isPresent() == ofJob.isPresent()) {
            throw new IllegalArgumentException(
                    ofJob.isPresent()
                            ? "job: '" + job + "' and service: '" + service + "' are both given; leave one out"
                            : "service: is missing; say in whose container the command runs: service: '…' or job: '…'");
        }
        return ofService.or(() -> ofJob).orElseThrow();
    }

    @Override
    int defaultTimeout() {
        return TIMEOUT_MINUTES;
    }

    @Override
    OnAbort defaultOnAbort() {
        return OnAbort.DETACH;
    }

    /** Makes {@code runCommand} known to Jenkinsfiles. */
    @Extension
    public static class DescriptorImpl extends NodeStepDescriptor {
        @Override
        public String getFunctionName() {
            return "runCommand";
        }

        @Override
        public String getDisplayName() {
            return Messages.RunCommandStep_DisplayName();
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return StepArguments.text(namedArgs, "service", "job", "command");
        }

        @POST
        public ComboBoxModel doFillServiceItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.SERVICE);
        }

        @POST
        public ComboBoxModel doFillJobItems(@AncestorInPath Item item) {
            return StepForm.choices(item, ResourceKind.JOB);
        }

        /** One of service and job is to be given. */
        @POST
        public FormValidation doCheckService(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String job) {
            RunCommandStep step = new RunCommandStep("");
            step.setService(value);
            step.setJob(job);
            FormValidation chosen = StepForm.check("service", step::target);
            return chosen.kind != FormValidation.Kind.OK
                            || StepParameters.optional(value).isEmpty()
                    ? chosen
                    : StepForm.checkId(item, "service", value, ResourceKind.SERVICE);
        }

        @POST
        public FormValidation doCheckJob(@AncestorInPath Item item, @QueryParameter String value) {
            return StepParameters.optional(value).isEmpty()
                    ? FormValidation.ok()
                    : StepForm.checkId(item, "job", value, ResourceKind.JOB);
        }
    }
}
