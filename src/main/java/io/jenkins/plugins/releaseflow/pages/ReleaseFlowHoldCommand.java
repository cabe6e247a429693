package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code release-flow-hold}: puts an environment on hold. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowHoldCommand extends EnvironmentCommand {
    @Override
    public String getShortDescription() {
        return Messages.ReleaseFlowHoldCommand_ShortDescription();
    }

    @Override
    ControlAnswer change(String environmentName, String why) {
        return UserRequests.hold(environmentName, why);
    }
}
