package io.jenkins.plugins.releaseflow.pages;

import hudson.AbortException;
import hudson.cli.CLICommand;

/** What the commands have in common: the same answers as by REST, as text. */
abstract class ReleaseFlowCommand extends CLICommand {
    /** Does what the user asked for. */
    abstract ControlAnswer answer();

    @Override
    protected final int run() throws AbortException {
        ControlAnswer answer = answer();
        if (answer.isRefusal()) {
            throw new AbortException(answer.message());
        }
        stdout.println(answer.message().isEmpty() ? answer.text() : answer.message());
        return 0;
    }
}
