package io.jenkins.plugins.releaseflow.pages;

import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** What the commands have in common that change the state of an environment. */
abstract class EnvironmentCommand extends ReleaseFlowCommand {
    @Argument(metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "Why; kept in the record")
    private String reason;

    /** Makes the change. */
    abstract ControlAnswer change(String environmentName, String why);

    @Override
    final ControlAnswer answer() {
        return change(environment, reason);
    }
}
