package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.engine.DetachedException;
import io.jenkins.plugins.releaseflow.engine.LockBrokenException;
import io.jenkins.plugins.releaseflow.engine.SupersededException;
import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Makes of a failure what a step fails with: one line where the cause is plain, an interruption where a newer release took its place, the failure itself where it is a fault of ours. */
final class StepFailures {
    private StepFailures() {}

    static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SupersededException superseded) {
            return new FlowInterruptedException(
                    Result.NOT_BUILT, true, new SupersededCause(superseded.by().toString()));
        }
        boolean plain = cause instanceof IllegalArgumentException
                || cause instanceof DetachedException
                || cause instanceof LedgerException
                || cause instanceof LockBrokenException
                || cause instanceof PlatformException;
        return plain ? new AbortException(cause.getMessage()) : cause;
    }
}
