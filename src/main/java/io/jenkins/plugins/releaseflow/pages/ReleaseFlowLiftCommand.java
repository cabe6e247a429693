package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;

/** {@code release-flow-lift}: lifts an environment's hold. */
@Extension
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
