package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Duration;

/** What is done next to have a build. */
sealed interface BuildAction {
    /** Looks what builds there are. Changes nothing. */
    record Look() implements BuildAction {}

    /** Puts the pin on record: this is the build. */
    record Take(BuildPin pin) implements BuildAction {}

    /**
     * Puts on record that a build is waited for, and watches it.
     *
     * @param note for the record and the console
     */
    record Await(OperationReference reference, String note) implements BuildAction {}

    /** Watches a build that is on record. */
    record Watch(OperationReference reference) implements BuildAction {}

    /** Looks for the pin of a build that was watched and has succeeded. */
    record Confirm() implements BuildAction {}

    /**
     * Notes what builds there are, to ask for a new one.
     *
     * @param note for the record and the console
     */
    record Prepare(String note) implements BuildAction {}

    /** Puts the intent on record, then asks the platform for a build, once. */
    record Ask() implements BuildAction {}

    /** Sends the same request again, after a pause. Only where the platform certainly did not take it. */
    record PauseAndAsk(Duration pause) implements BuildAction {}

    /** Asks with the intent that is on record. */
    record AskSame() implements BuildAction {}

    /**
     * Looks for the build that was asked for.
     *
     * @param pause whether to wait a little before, since an earlier look found nothing
     */
    record LookFor(String why, boolean pause) implements BuildAction {}

    /** There is no build to deploy; the last lines of this one's log say why. */
    record Explain(OperationReference reference, String why) implements BuildAction {}

    /**
     * There is no build to deploy.
     *
     * @param keep whether what was asked stays on record, since it may still show
     */
    record Fail(Failure failure, boolean keep) implements BuildAction {}
}
