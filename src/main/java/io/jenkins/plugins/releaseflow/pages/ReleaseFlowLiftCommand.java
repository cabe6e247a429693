package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code release-flow-lift}: lifts an environment's hold. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowLiftCommand extends EnvironmentCommand {
    @Override
    public String getShortDescription() {
        return Messages.ReleaseFlowLiftCommand_ShortDescription();
    }

    @Override
    ControlAnswer change(String environmentName, String why) {
        return UserRequests.lift(environmentName, why);
    }
}
