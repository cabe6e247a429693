package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.Duration;

/** What a node does next. */
sealed interface NodeAction {
    /** Looks up what is needed to ask the platform. Changes nothing there. */
    record Prepare() implements NodeAction {}

    /** Puts the intent on record, then asks the platform, once. */
    record Ask() implements NodeAction {}

    /** Sends the same request again, after a pause. Only where the platform certainly did not take it. */
    record PauseAndAsk(Duration pause) implements NodeAction {}

    /** Asks with the intent that is on record. */
    record AskSame() implements NodeAction {}

    /**
     * Looks for the operation.
     *
     * @param pause whether to wait a little before, since an earlier look found nothing
     */
    record LookFor(String why, boolean pause) implements NodeAction {}

    /**
     * Puts the reference on record and watches the operation.
     *
     * @param note for the record and the console; empty for none
     */
    record Record(OperationReference reference, String note) implements NodeAction {}

    /** Watches an operation whose reference is on record. */
    record Watch(OperationReference reference) implements NodeAction {}

    /** Puts the failed attempt on record and begins anew. */
    record TryAgain(Failure failure) implements NodeAction {}

    /** Says why it begins anew, and does. */
    record AskAnew(String note) implements NodeAction {}

    /** Puts the doubt on record and waits for a decision. */
    record Doubt(NodeEnd end) implements NodeAction {}

    /** Waits for a decision about a doubt that is on record. */
    record AwaitDecision() implements NodeAction {}

    /** Puts the doubt on record, and that it is run again by the step's own choice; begins anew. */
    record RunAgain(NodeEnd end) implements NodeAction {}

    /** Asks the platform to stop the work. */
    record Stop() implements NodeAction {}

    /** Ends the waiting; the work goes on, and its end will be put on record. */
    record Detach(String why) implements NodeAction {}

    /** Puts the end on record. */
    record End(NodeEnd end) implements NodeAction {}

    /** The end is on record: tells it. */
    record Finish() implements NodeAction {}

    /** Nothing, until more is seen. */
    record Wait() implements NodeAction {}
}
