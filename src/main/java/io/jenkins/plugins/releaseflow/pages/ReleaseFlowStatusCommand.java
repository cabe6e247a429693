package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.args4j.Argument;

/** {@code release-flow-status}: tells who holds an environment's lock, who waits for it, and whether it is on hold. */
@Extension
public class ReleaseFlowStatusCommand extends ReleaseFlowCommand {
    @Argument(index = 0, metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Override
    public String getShortDescription() {
        return "Tells who holds the lock of an environment, who waits for it, and whether it is on hold.";
    }

    @Override
    ControlAnswer answer() {
        return UserRequests.status(environment);
    }
}
