package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.engine.Resolutions;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The fields with which somebody answers a doubt, as they were given; empty where they were not.
 *
 * @param resolution {@code adopt}, {@code completed}, {@code failed} or {@code again}
 * @param operation the platform's id of the operation to adopt
 * @param reason why, in their words
 */
@Restricted(NoExternalUse.class)
public record DoubtAnswer(String resolution, String operation, String reason) {
    public DoubtAnswer {
        Objects.requireNonNull(resolution, "resolution");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * The way out that is meant.
     *
     * @throws IllegalArgumentException with a message for people
     */
    Resolution wayOut() {
        if (resolution.isBlank()) {
            throw new IllegalArgumentException("resolution: is missing; use " + Resolutions.WORDS);
        }
        return Resolutions.of(resolution.strip(), Optional.of(operation.strip()).filter(id -> !id.isEmpty()));
    }
}
