package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** {@code release-flow-break-lock}: takes an environment's lock from the release that holds it. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowBreakLockCommand extends EnvironmentCommand {
    @Override
    public String getShortDescription() {
        return Messages.ReleaseFlowBreakLockCommand_ShortDescription();
    }

    @Override
    ControlAnswer change(String environmentName, String why) {
        return UserRequests.breakLock(environmentName, why);
    }
}
