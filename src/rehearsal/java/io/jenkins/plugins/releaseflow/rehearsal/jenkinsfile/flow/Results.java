package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What result a failure stands for. */
public final class Results {

    private Results() {}

    /** The result of something that ended with the given exception. */
    public static Result of(Throwable failure) {
        return failure instanceof FlowInterruptedException interrupted
                ? interrupted.getResult()
                : failure instanceof InterruptedException ? Result.ABORTED : Result.FAILURE;
    }
}
