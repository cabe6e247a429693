package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.AwaitedBuild;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.Optional;

/** Something that was seen while a build is wanted. */
sealed interface BuildObservation {
    /** What the record tells of it, at first and after a restart. */
    record OnRecord(Optional<AwaitedBuild> known) implements BuildObservation {}

    /** What the platform has. */
    record Found(FoundBuild build) implements BuildObservation {}

    /** The platform could not be asked, for good. */
    record Refused(PlatformException trouble) implements BuildObservation {}

    /** What exists before a build is asked for is known. */
    record Prepared() implements BuildObservation {}

    /** The platform took the request. */
    record Taken(OperationReference reference) implements BuildObservation {}

    /**
     * The platform certainly did not take the request.
     *
     * @param timeLeft whether it may be sent again
     */
    record NotTaken(PlatformException trouble, boolean timeLeft) implements BuildObservation {}

    /** The pause before the same request is sent again is over. */
    record PauseOver() implements BuildObservation {}

    /** Whether the platform took the request is not known. */
    record NoAnswer(PlatformException trouble) implements BuildObservation {}

    /** The build was looked for. */
    record Looked(FoundOperation found, String why) implements BuildObservation {}

    /** The build that was watched came to its end, or is gone. */
    record Ended(NodeEnd end) implements BuildObservation {}
}
