package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;

/** {@code release-flow-hold}: puts an environment on hold: nothing but a rollback may deploy there. */
@Extension
public class ReleaseFlowHoldCommand extends EnvironmentCommand {
    @Override
    public String getShortDescription() {
        return "Puts an environment on hold: nothing but a rollback may deploy there.";
    }

    @Override
    EnvironmentDecision decision() {
        return EnvironmentDecision.HOLD;
    }
}
