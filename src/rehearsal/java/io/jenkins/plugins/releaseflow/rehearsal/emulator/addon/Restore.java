package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import java.time.Instant;
import java.util.Optional;

/**
 * A restore of a database from a backup.
 *
 * @param id 24 hexadecimal digits
 */
public record Restore(
        String id, String backupId, BackupStatus status, Instant startedAt, Optional<Instant> completedAt) {

    Restore with(BackupStatus next) {
        return new Restore(id, backupId, next, startedAt, completedAt);
    }

    Restore ended(BackupStatus end, Instant at) {
        return new Restore(id, backupId, end, startedAt, Optional.of(at));
    }
}
