package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import io.jenkins.plugins.releaseflow.engine.DetachedException;
import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.concurrent.CompletionException;

/** Makes of a failure what a step fails with: one line where the cause is plain, the failure itself where it is a fault of ours. */
final class StepFailures {
    private StepFailures() {}

    static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean plain = cause instanceof IllegalArgumentException
                || cause instanceof DetachedException
                || cause instanceof LedgerException
                || cause instanceof PlatformException;
        return plain ? new AbortException(cause.getMessage()) : cause;
    }
}
