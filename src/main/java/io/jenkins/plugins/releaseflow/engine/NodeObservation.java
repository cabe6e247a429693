package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.util.Optional;

/** Something that was seen of a node. */
sealed interface NodeObservation {
    /** Its record, when it is ordered or taken up after a restart. */
    record OnRecord(Node node) implements NodeObservation {}

    /** All that is needed to ask the platform is known. */
    record Prepared() implements NodeObservation {}

    /** The look-ups before the start failed, for good. */
    record NotPrepared(PlatformException trouble) implements NodeObservation {}

    /** There is no build to deploy, and there will be none. */
    record NotBuilt(Failure failure) implements NodeObservation {}

    /** The platform took the request. */
    record Taken(OperationReference reference) implements NodeObservation {}

    /**
     * The platform certainly did not take the request.
     *
     * @param timeLeft whether it may be sent again
     */
    record NotTaken(PlatformException trouble, boolean timeLeft) implements NodeObservation {}

    /** The pause before the same request is sent again is over. */
    record PauseOver() implements NodeObservation {}

    /** Whether the platform took the request is not known. */
    record NoAnswer(PlatformException trouble) implements NodeObservation {}

    /**
     * The operation was looked for.
     *
     * @param why why that was necessary
     */
    record Looked(FoundOperation found, String why) implements NodeObservation {}

    /** The platform told how the work ended, or does not know of it any more. */
    record WorkEnded(NodeEnd end) implements NodeObservation {}

    /** Somebody, or the time limit, ends the node before its work is done. */
    record EndAsked(NodeEnd end) implements NodeObservation {}

    /** The platform did not stop the work, or did not tell in time. */
    record NotStopped(String why) implements NodeObservation {}

    /**
     * A doubt was resolved.
     *
     * @param adopted the operation that is the node's; present for {@link Resolution.Adopt} only
     */
    record Resolved(Resolution resolution, Optional<OperationReference> adopted) implements NodeObservation {}
}
