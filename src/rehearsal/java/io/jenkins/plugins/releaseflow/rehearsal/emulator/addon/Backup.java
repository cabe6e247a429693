package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Content;
import java.time.Instant;
import java.util.Optional;

/**
 * A backup of a database.
 *
 * @param id made from the name
 * @param type {@code dump} or {@code snapshot}
 * @param compression {@code gz} or {@code zstd}; for dumps
 * @param size of the stored file, in bytes
 * @param sha256 of the stored file, in hexadecimal; there when completed
 * @param retained whether it is kept for ever
 * @param destinations where it was asked to go; none in records of earlier versions
 * @param addonVersion of the database that it was made of; not in records of earlier versions
 */
public record Backup(
        String id,
        String name,
        String uid,
        String type,
        String compression,
        BackupStatus status,
        Instant createdAt,
        Optional<Instant> completedAt,
        long size,
        Optional<String> sha256,
        boolean retained,
        Destinations destinations,
        Optional<String> addonVersion) {

    public Backup {
        destinations = destinations == null ? Destinations.NONE : destinations;
    }

    Backup with(BackupStatus next) {
        return new Backup(
                id,
                name,
                uid,
                type,
                compression,
                next,
                createdAt,
                completedAt,
                size,
                sha256,
                retained,
                destinations,
                addonVersion);
    }

    Backup ended(BackupStatus end, Instant at) {
        return new Backup(
                id,
                name,
                uid,
                type,
                compression,
                end,
                createdAt,
                Optional.of(at),
                size,
                sha256,
                retained,
                destinations,
                addonVersion);
    }

    Backup completed(Instant at, long bytes, String checksum) {
        return new Backup(
                id,
                name,
                uid,
                type,
                compression,
                BackupStatus.COMPLETED,
                createdAt,
                Optional.of(at),
                bytes,
                Optional.of(checksum),
                retained,
                destinations,
                addonVersion);
    }

    Backup retainedForEver() {
        return new Backup(
                id,
                name,
                uid,
                type,
                compression,
                status,
                createdAt,
                completedAt,
                size,
                sha256,
                true,
                destinations,
                addonVersion);
    }

    boolean isDump() {
        return type.equals("dump");
    }

    Content content() {
        return isDump() ? Content.DUMP : Content.SNAPSHOT;
    }
}
