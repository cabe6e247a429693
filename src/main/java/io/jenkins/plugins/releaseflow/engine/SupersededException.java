package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** A release was ended while it waited, since a newer one took its place. */
public final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ReleaseId by;

    SupersededException(ReleaseId by) {
        super("Superseded by release " + by);
        this.by = by;
    }

    /** The newer release. */
    public ReleaseId by() {
        return by;
    }
}
