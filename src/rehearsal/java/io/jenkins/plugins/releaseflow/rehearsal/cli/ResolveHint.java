package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.DecisionHint;
import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** The command that answers a doubt, to be typed in another terminal. */
final class ResolveHint implements DecisionHint {
    private final String homeOption;

    /** @param homeOption what names the home of the rehearsal; empty where that is the default one */
    ResolveHint(String homeOption) {
        this.homeOption = homeOption;
    }

    @Override
    public String text(ReleaseId release, String node) {
        return "To decide, type in another terminal:\n  ./rehearse resolve " + release.environment() + " "
                + release.number() + " " + node + " completed --reason '...'" + homeOption
                + "\nor, in place of completed: failed, again, or adopt --operation ID";
    }
}
