package io.jenkins.plugins.releaseflow.steps;

import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A step that runs one node of a release. Serializable, since a build that is resumed before the node's intent was on record orders it anew; it holds plain
 * values only.
 */
public abstract class NodeStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MOST_RETRIES = 10;

    private boolean waitForCompletion = true;
    private int timeout;
    private String onAbort = "";
    private String onInDoubt = "";
    private int retry;

    /** What is to be done. Fails with IllegalArgumentException for bad parameters. */
    abstract NodeWork work();

    /** What is to be done where a job of that branch asks for it. Fails as {@link #work()} does. */
    NodeWork work(JobBranch job) {
        return work();
    }

    /** Minutes that it may take unless said otherwise. */
    abstract int defaultTimeout();

    /** What happens to the work outside when the step is ended early, unless said otherwise. */
    abstract OnAbort defaultOnAbort();

    /** Whether the flow goes on only when the platform said that the work succeeded. */
    public boolean isWaitForCompletion() {
        return waitForCompletion;
    }

    @DataBoundSetter
    public void setWaitForCompletion(boolean waitForCompletion) {
        this.waitForCompletion = waitForCompletion;
    }

    /** Minutes that it may take; 0 stands for the default of the step. */
    public int getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(int timeout) {
        this.timeout = timeout;
    }

    /** {@code stop}, {@code detach}, or empty for the default of the step. */
    public String getOnAbort() {
        return onAbort;
    }

    @DataBoundSetter
    public void setOnAbort(String onAbort) {
        this.onAbort = onAbort == null ? "" : onAbort;
    }

    /** {@code ask}, {@code fail} or {@code rerun}; empty for {@code ask}. */
    public String getOnInDoubt() {
        return onInDoubt;
    }

    @DataBoundSetter
    public void setOnInDoubt(String onInDoubt) {
        this.onInDoubt = onInDoubt == null ? "" : onInDoubt;
    }

    /** How often it is tried again when the platform says that the work failed. */
    public int getRetry() {
        return retry;
    }

    @DataBoundSetter
    public void setRetry(int retry) {
        this.retry = retry;
    }

    /** Why the step must not be tried again, or run again in doubt; empty where it may. */
    Optional<String> repeatRefusal(String parameter) {
        return Optional.empty();
    }

    /**
     * The order that the parameters come to.
     *
     * @param job the branch that the build's job builds, for what the parameters leave open
     * @throws IllegalArgumentException for bad parameters
     */
    NodeOrder order(String node, JobBranch job) {
        return new NodeOrder(node, work(job), terms());
    }

    private NodeTerms terms() {
        checkTimeout(timeout);
        checkRetry(retry);
        OnAbort abort = onAbort.isEmpty() ? defaultOnAbort() : StepParameters.choice("onAbort", OnAbort.class, onAbort);
        OnInDoubt doubt =
                onInDoubt.isEmpty() ? OnInDoubt.ASK : StepParameters.choice("onInDoubt", OnInDoubt.class, onInDoubt);
        if (retry > 0) {
            refuse(repeatRefusal("retry: " + retry));
        }
        if (doubt == OnInDoubt.RERUN) {
            refuse(repeatRefusal("onInDoubt: 'rerun'"));
        }
        return new NodeTerms(Duration.ofMinutes(timeout == 0 ? defaultTimeout() : timeout), abort, doubt, retry);
    }

    private static void checkTimeout(int minutes) {
        if (minutes < 0) {
            throw new IllegalArgumentException(
                    "timeout: " + minutes + " is not a number of minutes; use 1 or more, or leave it out");
        }
    }

    private static void checkRetry(int times) {
        if (times < 0 || times > MOST_RETRIES) {
            throw new IllegalArgumentException(
                    "retry: " + times + " is not a number of times; use 0 to " + MOST_RETRIES + ", or leave it out");
        }
    }

    private static void refuse(Optional<String> refusal) {
        refusal.ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    @Override
    public StepExecution start(StepContext context) {
        return new NodeStepExecution(context, this);
    }

    /** What all descriptors of such steps share. */
    abstract static class NodeStepDescriptor extends StepDescriptor {
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        @POST
        public FormValidation doCheckTimeout(@QueryParameter String value) {
            return StepForm.check("timeout", () -> checkTimeout(StepForm.number("timeout", value)));
        }

        @POST
        public FormValidation doCheckRetry(@QueryParameter String value) {
            return StepForm.check("retry", () -> checkRetry(StepForm.number("retry", value)));
        }

        @POST
        public ListBoxModel doFillOnAbortItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.NodeStep_AsTheStepDoes(), "");
            choices.add(Messages.NodeStep_Stop(), "stop");
            choices.add(Messages.NodeStep_Detach(), "detach");
            return choices;
        }

        @POST
        public ListBoxModel doFillOnInDoubtItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add(Messages.NodeStep_Ask(), "");
            choices.add(Messages.NodeStep_Fail(), "fail");
            choices.add(Messages.NodeStep_Rerun(), "rerun");
            return choices;
        }
    }
}
