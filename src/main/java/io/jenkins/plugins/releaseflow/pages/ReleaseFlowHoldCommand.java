package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;

/** {@code release-flow-hold}: puts an environment on hold. */
@Extension
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
