package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import java.time.Instant;
import java.util.Optional;

/**
 * A restore of a database from a backup.
 *
 * @param id 24 hexadecimal digits
 * @param sourceAddon the addon that the backup is of; empty for the addon itself
 */
public record Restore(
        String id,
        String backupId,
        BackupStatus status,
        Instant startedAt,
        Optional<Instant> completedAt,
        Optional<String> sourceAddon) {
    /** Records of earlier emulators have no source. */
    public Restore {
        sourceAddon = sourceAddon == null ? Optional.empty() : sourceAddon;
    }

    Restore with(BackupStatus next) {
        return new Restore(id, backupId, next, startedAt, completedAt, sourceAddon);
    }

    Restore ended(BackupStatus end, Instant at) {
        return new Restore(id, backupId, end, startedAt, Optional.of(at), sourceAddon);
    }
}
