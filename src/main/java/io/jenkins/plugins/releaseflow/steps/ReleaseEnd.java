package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.config.ReleaseFlowRuntime;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Ends the release when its block has ended, and the step when the end is on record. */
final class ReleaseEnd extends BodyExecutionCallback {
    private static final long serialVersionUID = 1L;

    private final ReleaseId release;

    ReleaseEnd(ReleaseId release) {
        this.release = release;
    }

    @Override
    public void onSuccess(StepContext context, Object result) {
        ReleaseFlowRuntime.get()
                .engine()
                .close(release, ReleaseState.RELEASED, "")
                .whenComplete((ended, failure) -> {
                    if (failure != null) {
                        context.onFailure(StepFailures.of(failure));
                    } else if (ended.state() == ReleaseState.RELEASED) {
                        context.onSuccess(result);
                    } else {
                        context.onFailure(
                                new AbortException("Release " + release + how(ended.state()) + ended.message()));
                    }
                });
    }

    private static String how(ReleaseState state) {
        return switch (state) {
            case IN_DOUBT -> " is in doubt: ";
            case ABORTED -> " was aborted: ";
            default -> " failed: ";
        };
    }

    @Override
    public void onFailure(StepContext context, Throwable cause) {
        boolean aborted =
                cause instanceof FlowInterruptedException interrupted && Result.ABORTED.equals(interrupted.getResult());
        String message = firstLine(aborted ? AbortReason.of(cause) : String.valueOf(cause.getMessage()));
        ReleaseFlowRuntime.get()
                .engine()
                .leave(
                        release,
                        aborted ? ReleaseState.ABORTED : ReleaseState.FAILED,
                        message,
                        Optional.of("The build was stopped: " + message).filter(why -> aborted))
                .whenComplete((none, failure) -> ended(context, cause, failure));
    }

    private static void ended(StepContext context, Throwable cause, Throwable failure) {
        if (failure != null) {
            cause.addSuppressed(failure);
        }
        context.onFailure(cause);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
