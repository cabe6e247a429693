package io.jenkins.plugins.releaseflow.ledger;

/** What is known of a change that a release made to a target. */
public enum ChangeOutcome {
    /** The platform said that it is done: from then on that pin is live. */
    LIVE,
    /** The platform was asked, and has not come to an end yet. */
    UNDER_WAY,
    /** The platform was asked, and what became of it is not certain: it failed, ran out of time, was ended early, or is in doubt. */
    UNCERTAIN
}
