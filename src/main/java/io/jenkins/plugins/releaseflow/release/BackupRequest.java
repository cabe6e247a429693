package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * A backup of an addon.
 *
 * @param addon id of the addon
 * @param type how it is made
 * @param compression how a dump is compressed; snapshots ignore it
 * @param name name of the backup, unique on the addon: what it is found by after a crash
 * @param retain whether the platform is asked to keep it until somebody deletes it; empty for what the environment says
 * @param check how it is tried once it is made; empty where it is not
 * @param destinations where it goes
 */
public record BackupRequest(
        String addon,
        BackupType type,
        Compression compression,
        String name,
        Optional<Boolean> retain,
        Optional<BackupCheck> check,
        BackupDestinations destinations)
        implements OperationRequest {
    public BackupRequest {
        Objects.requireNonNull(addon, "addon");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(retain, "retain");
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(destinations, "destinations");
    }

    /** One that goes to the platform's own place. */
    public BackupRequest(
            String addon,
            BackupType type,
            Compression compression,
            String name,
            Optional<Boolean> retain,
            Optional<BackupCheck> check) {
        this(addon, type, compression, name, retain, check, BackupDestinations.NONE);
    }

    /** One that is not tried. */
    public BackupRequest(
            String addon, BackupType type, Compression compression, String name, Optional<Boolean> retain) {
        this(addon, type, compression, name, retain, Optional.empty());
    }

    /** One that is kept as the environment says, and not tried. */
    public BackupRequest(String addon, BackupType type, Compression compression, String name) {
        this(addon, type, compression, name, Optional.empty());
    }

    @Override
    public OperationKind kind() {
        return OperationKind.BACKUP;
    }

    @Override
    public String resource() {
        return addon;
    }
}
