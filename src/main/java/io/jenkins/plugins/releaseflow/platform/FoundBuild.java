package io.jenkins.plugins.releaseflow.platform;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.OperationReference;

/** The build that a choice comes to now. One that succeeded goes before one that is under way, and that before one that failed; among equals the newest counts. */
public sealed interface FoundBuild {
    /** It succeeded, and can be deployed. */
    record Finished(BuildPin pin) implements FoundBuild {}

    /**
     * None has succeeded, and this one is queued or under way.
     *
     * @param pin what is known of it; its commit may be empty yet
     * @param reference to watch it by
     * @param platformState the platform's own word for how far it is
     */
    record UnderWay(BuildPin pin, OperationReference reference, String platformState) implements FoundBuild {}

    /**
     * None has succeeded or is under way, and this one failed or was stopped.
     *
     * @param reference to read its log by
     * @param platformState the platform's own word for it
     */
    record Failed(BuildPin pin, OperationReference reference, String platformState) implements FoundBuild {}

    /**
     * There is none.
     *
     * @param why one line for people that names the parameter, its value and what is there instead
     */
    record None(String why) implements FoundBuild {}
}
