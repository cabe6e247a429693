package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A drill that somebody wants: a rollback with restore, tried on scratch resources.
 *
 * @param to the release whose rollback is tried
 * @param scratchAddon id of the database that the backup is restored into; it is overwritten
 * @param scratchService id of the service that the old build is started on
 * @param service id of the service whose build it is; empty where the release deployed to one only
 * @param backup the platform's id of the backup; empty for the newest that has what the release left
 * @param patience how long the restore may take, and how long the start
 */
public record DrillWish(
        ReleaseId to,
        String scratchAddon,
        String scratchService,
        Optional<String> service,
        Optional<String> backup,
        Duration patience) {
    public DrillWish {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(scratchAddon, "scratchAddon");
        Objects.requireNonNull(scratchService, "scratchService");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(patience, "patience");
    }
}
