package io.jenkins.plugins.releaseflow.delivery;

/** What comes of comparing a target with the ledger. */
public enum DriftVerdict {
    /** The platform has there what the ledger says. */
    NONE,
    /** A release is just changing it. */
    UNDER_WAY,
    /** The ledger itself is not certain what is there, since a release failed or is in doubt. */
    UNCERTAIN,
    /** The platform's continuous deployment put another build there. */
    CONTINUOUS_DEPLOYMENT,
    /** Something else is there, which no release put there. */
    DIFFERENT,
    /** Nothing is deployed there any more. */
    GONE,
    /** The platform could not be asked. */
    UNKNOWN;

    /** Whether somebody should decide what is meant to be there. */
    public boolean isDrift() {
        return this == CONTINUOUS_DEPLOYMENT || this == DIFFERENT || this == GONE || this == UNCERTAIN;
    }
}
