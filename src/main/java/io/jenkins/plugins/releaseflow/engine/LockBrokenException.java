package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.ReleaseId;

/** Somebody took the environment's lock away from a release, so nothing of it may be started or recorded any more. */
public final class LockBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockBrokenException(ReleaseId release, Decision by) {
        super(text(release, by) + "; nothing more is started in release " + release);
    }

    /** For example {@code The lock of production was broken by ann: the node is gone}. */
    static String text(ReleaseId release, Decision by) {
        return "The lock of " + release.environment() + " was broken"
                + (by.who().isEmpty() ? ": " : " by ") + by.text();
    }
}
