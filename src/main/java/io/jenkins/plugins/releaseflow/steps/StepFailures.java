package io.jenkins.plugins.releaseflow.steps;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.releaseflow.engine.DetachedException;
import io.jenkins.plugins.releaseflow.engine.LockBrokenException;
import io.jenkins.plugins.releaseflow.engine.SupersededException;
import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Makes of a failure what a step fails with: one line where the cause is plain, an interruption where a newer release took its place, the failure itself where it is a fault of ours. */
final class StepFailures {
    private StepFailures() {}

    /**
     * Has a step fail, unless Jenkins is ending: then its engine takes no more tasks, and the step goes on after the next start. A failure would be kept with the
     * build, and end it then.
     */
    static void tell(StepContext context, Throwable failure) {
        if (!isOfShutdown(failure)) {
            context.onFailure(of(failure));
        }
    }

    /** Whether the engine's threads have ended before the work was done. */
    static boolean isOfShutdown(Throwable failure) {
        return cause(failure) instanceof RejectedExecutionException;
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** A refusal that is one line for people: Jenkins prints all else with its stack. */
    static AbortException abort(IllegalArgumentException refused) {
        AbortException plain = new AbortException(refused.getMessage());
        plain.initCause(refused);
        return plain;
    }

    static Throwable of(Throwable failure) {
        Throwable cause = cause(failure);
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
