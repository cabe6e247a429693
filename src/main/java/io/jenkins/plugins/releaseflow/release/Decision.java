package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * Who decided something that no step decides, and why. Recorded with what was decided.
 *
 * @param who id of the user; empty where not known
 * @param why the reason in their words; never empty
 */
public record Decision(String who, String why) {
    /**
     * Checks the reason.
     *
     * @throws IllegalArgumentException with a message for people where there is none
     */
    public Decision {
        Objects.requireNonNull(who, "who");
        if (why.isBlank()) {
            throw new IllegalArgumentException("reason: is missing; say why, it is kept in the record");
        }
    }

    /** For example {@code ann: the run is listed on the platform}. */
    public String text() {
        return who.isEmpty() ? why : who + ": " + why;
    }
}
