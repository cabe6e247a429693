package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import java.time.Duration;

/**
 * How the emulator answers where Northflank's documentation leaves it open. Clients should work with each of them both ways.
 *
 * @param tellsRunOnSourceChange whether a look at a job tells if it runs when its image changes
 * @param tellsEndOfActiveRuns whether a run that goes on has a {@code concludedAt} too, which is said to be always there; it is when the run began then
 * @param binaryFrames whether what comes over WebSockets comes in binary frames
 * @param startTimeIncluded whether the lines of a log's {@code startTime} itself are given
 * @param backwardOldestFirst whether the newest lines of a log come oldest first
 * @param verifiesImages whether an image that can't be pulled is refused when it is deployed, and does not only fail when it is to run
 * @param errorForm of the statuses 403, 422, 429 and 5xx
 * @param transitionLag how long a service shows the state that it had before it was deployed to
 */
public record UndocumentedAnswers(
        boolean tellsRunOnSourceChange,
        boolean tellsEndOfActiveRuns,
        boolean binaryFrames,
        boolean startTimeIncluded,
        boolean backwardOldestFirst,
        boolean verifiesImages,
        ErrorForm errorForm,
        Duration transitionLag) {

    /** What the body of an error looks like. */
    public enum ErrorForm {
        /** As that of the documented errors. */
        ENVELOPE,
        /** The message at the top. */
        FLAT,
        EMPTY
    }

    /** What the emulator does unless told otherwise. */
    public static UndocumentedAnswers usual() {
        return new UndocumentedAnswers(false, true, false, false, false, true, ErrorForm.ENVELOPE, Duration.ZERO);
    }

    /** Every choice the other way; errors in the given form. */
    public static UndocumentedAnswers other(ErrorForm errorForm) {
        return new UndocumentedAnswers(true, false, true, true, true, false, errorForm, Duration.ofMillis(700));
    }
}
