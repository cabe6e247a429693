package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.args4j.Argument;

/** {@code release-flow-status}: shows who holds an environment, as JSON. */
@Extension
public class ReleaseFlowStatusCommand extends ReleaseFlowCommand {
    @Argument(metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Override
    public String getShortDescription() {
        return "Shows who holds the lock of an environment, who waits for it, and whether it is on hold, as JSON.";
    }

    @Override
    ControlAnswer answer() {
        return UserRequests.status(environment);
    }
}
