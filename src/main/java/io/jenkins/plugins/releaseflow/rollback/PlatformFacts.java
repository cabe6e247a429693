package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform said about the parts of a rollback. What it was not asked about is not in it.
 *
 * @param running what runs on targets
 * @param missingTargets targets that can't be looked at, with the platform's words
 * @param missingPins builds that are not to be had any more, with the reason
 * @param backup why the backup can't be restored; empty where it can, or none was asked about
 * @param unanswered why the platform could not be asked; empty where it could
 */
public record PlatformFacts(
        Map<Target, Pin> running,
        Map<Target, String> missingTargets,
        Map<Pin, String> missingPins,
        Optional<String> backup,
        Optional<String> unanswered) {
    public PlatformFacts {
        running = Map.copyOf(running);
        missingTargets = Map.copyOf(missingTargets);
        missingPins = Map.copyOf(missingPins);
    }

    /** Nothing was asked. */
    public static PlatformFacts none() {
        return new PlatformFacts(Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());
    }
}
