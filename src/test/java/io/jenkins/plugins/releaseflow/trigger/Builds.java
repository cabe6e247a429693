package io.jenkins.plugins.releaseflow.trigger;

import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import java.time.Instant;
import java.util.Optional;

/** Builds of {@code api-build} for tests. */
final class Builds {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Builds() {}

    /**
     * A build of the branch main, for example {@code b3:c0ffee}.
     *
     * @param text its number, which is the minute when it was made, and its commit
     */
    static BuildPin build(String text) {
        String[] parts = text.split(":");
        return new BuildPin(
                "api-build",
                parts[0],
                parts[1],
                "main",
                Optional.of(NOON.plusSeconds(60L * Integer.parseInt(parts[0].substring(1)))));
    }

    static SucceededBuild succeeded(String text) {
        return new SucceededBuild(build(text), Optional.empty());
    }
}
