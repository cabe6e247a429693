package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.Serializable;

/**
 * How the block of a release ended. Kept with the execution, so that a build that is resumed after that brings the release to its end.
 *
 * @param outcome what the script came to
 * @param message why, where it did not go well; may be empty
 */
record BlockEnd(ReleaseState outcome, String message) implements Serializable {
    private static final long serialVersionUID = 1L;

    static BlockEnd well() {
        return new BlockEnd(ReleaseState.RELEASED, "");
    }

    boolean isWell() {
        return outcome == ReleaseState.RELEASED;
    }
}
