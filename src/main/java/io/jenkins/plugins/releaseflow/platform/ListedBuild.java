package io.jenkins.plugins.releaseflow.platform;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One build of a build service.
 *
 * @param branch empty where it is of none
 * @param commit empty where the platform does not tell
 * @param phase how far it is
 * @param createdAt when it was asked for, where the platform tells
 */
public record ListedBuild(String id, String branch, String commit, OperationPhase phase, Optional<Instant> createdAt) {
    public ListedBuild {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(branch, "branch");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
