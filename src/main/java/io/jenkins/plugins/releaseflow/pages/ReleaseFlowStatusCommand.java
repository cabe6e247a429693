package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;

/** {@code release-flow-status}: shows who holds an environment, as JSON. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowStatusCommand extends ReleaseFlowCommand {
    @Argument(metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Override
    public String getShortDescription() {
        return Messages.ReleaseFlowStatusCommand_ShortDescription();
    }

    @Override
    ControlAnswer answer() {
        return UserRequests.status(environment);
    }
}
