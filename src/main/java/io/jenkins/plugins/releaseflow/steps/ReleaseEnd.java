package io.jenkins.plugins.releaseflow.steps;

import hudson.model.Result;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Hears of the end of a release's block, and hands it to the execution, which ends the release and the step. */
final class ReleaseEnd extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;

    private final ReleaseId release;
    private final ReleaseFlowStepExecution execution;

    ReleaseEnd(ReleaseId release, ReleaseFlowStepExecution execution) {
        this.release = release;
        this.execution = execution;
    }

    @Override
    public void onSuccess(StepContext context, Object result) {
        ended(context, BlockEnd.well(), null, result);
    }

    @Override
    public void onFailure(StepContext context, Throwable cause) {
        boolean aborted =
                cause instanceof FlowInterruptedException interrupted && Result.ABORTED.equals(interrupted.getResult());
        String message = firstLine(aborted ? AbortReason.of(cause) : String.valueOf(cause.getMessage()));
        ended(context, new BlockEnd(aborted ? ReleaseState.ABORTED : ReleaseState.FAILED, message), cause, null);
    }

    /** A callback that was kept by an earlier version does not know its execution. */
    private void ended(StepContext context, BlockEnd end, Throwable cause, Object result) {
        if (execution == null) {
            new BlockEnding(context, release, false).run(end, cause, result);
        } else {
            execution.blockEnded(end, cause, result);
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
