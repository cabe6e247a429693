package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** A command that decides about an environment as a whole. */
abstract class EnvironmentCommand extends ReleaseFlowCommand {
    @Argument(index = 0, metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "Why; kept in the record")
    private String reason;

    abstract EnvironmentDecision decision();

    @Override
    final ControlAnswer answer() {
        return UserRequests.change(decision(), environment, reason);
    }
}
