package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;

/** {@code release-flow-break-lock}: takes the lock of an environment from the release that holds it. */
@Extension
public class ReleaseFlowBreakLockCommand extends EnvironmentCommand {
    @Override
    public String getShortDescription() {
        return "Takes the lock of an environment from the release that holds it.";
    }

    @Override
    EnvironmentDecision decision() {
        return EnvironmentDecision.BREAK_LOCK;
    }
}
