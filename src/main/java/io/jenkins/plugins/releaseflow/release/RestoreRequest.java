package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * A restore of an addon from a backup of it. It puts the data of then in the place of what is there now.
 *
 * @param addon id of the addon
 * @param backup the platform's id of the backup
 */
public record RestoreRequest(String addon, String backup) implements OperationRequest {
    public RestoreRequest {
        Objects.requireNonNull(addon, "addon");
        Objects.requireNonNull(backup, "backup");
    }

    @Override
    public OperationKind kind() {
        return OperationKind.RESTORE;
    }

    @Override
    public String resource() {
        return addon;
    }
}
