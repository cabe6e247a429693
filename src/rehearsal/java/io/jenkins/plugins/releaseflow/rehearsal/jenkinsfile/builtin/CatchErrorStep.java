package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code catchError}: goes on after a failure of its block, with a result for build and stage. */
public final class CatchErrorStep extends Step {

    private Result buildResult = Result.FAILURE;
    private Result stageResult = Result.SUCCESS;
    private String message = "";
    private boolean catchInterruptions = true;

    /** Catches every failure and marks the build as failed. */
    @DataBoundConstructor
    public CatchErrorStep() {}

    /** What the build's result becomes at least. */
    @DataBoundSetter
    public void setBuildResult(String buildResult) {
        this.buildResult = result("buildResult", buildResult);
    }

    /** What the stage's result becomes at least. */
    @DataBoundSetter
    public void setStageResult(String stageResult) {
        this.stageResult = result("stageResult", stageResult);
    }

    /** What is printed on a failure. */
    @DataBoundSetter
    public void setMessage(String message) {
        this.message = message;
    }

    /** Whether aborts and timeouts are caught too. */
    @DataBoundSetter
    public void setCatchInterruptions(boolean catchInterruptions) {
        this.catchInterruptions = catchInterruptions;
    }

    private static Result result(String parameter, String name) {
        if (name == null) {
            return Result.SUCCESS;
        }
        Result result = Result.fromString(name);
        if (!result.toString().equalsIgnoreCase(name)) {
            throw new IllegalArgumentException(
                    parameter + " is '" + name + "'; give one of SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED.");
        }
        return result;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CatchingExecution(context, buildResult, stageResult, message, catchInterruptions);
    }

    static final class DescriptorImpl extends BuiltinDescriptor {
        DescriptorImpl() {
            super("catchError", true);
        }
    }
}
