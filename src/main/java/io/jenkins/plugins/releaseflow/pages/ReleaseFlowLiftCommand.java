package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;

/** {@code release-flow-lift}: lifts the hold of an environment. */
@Extension
public class ReleaseFlowLiftCommand extends EnvironmentCommand {
    @Override
    public String getShortDescription() {
        return "Lifts the hold of an environment.";
    }

    @Override
    EnvironmentDecision decision() {
        return EnvironmentDecision.LIFT;
    }
}
