package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody who thinks of a rollback wants to know.
 *
 * @param to the release to go back to
 * @param way what is to be done to the database; empty for what fits the migrations since
 * @param addon id of the addon to restore; empty where the backup alone says it
 * @param backup the platform's id of the backup, or the id of the node that made it; empty where none is chosen
 */
public record RollbackWish(ReleaseId to, Optional<DatabaseWay> way, Optional<String> addon, Optional<String> backup) {
    public RollbackWish {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(addon, "addon");
        Objects.requireNonNull(backup, "backup");
    }

    /** Of a release, in the way that fits. */
    public static RollbackWish to(ReleaseId release) {
        return new RollbackWish(release, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Of what came as text.
     *
     * @param database {@code code}, {@code undo}, {@code restore}, or empty for what fits
     * @throws IllegalArgumentException with a message for people
     */
    public static RollbackWish of(ReleaseId release, String database, String addon, String backup) {
        Optional<DatabaseWay> way = DatabaseWay.of(database);
        if (way.isEmpty() && !database.isEmpty()) {
            throw new IllegalArgumentException(
                    "database: is '" + database + "'; use 'code', 'undo' or 'restore', or leave it out");
        }
        return new RollbackWish(release, way, given(addon), given(backup));
    }

    /**
     * Refuses a restore of which nobody has typed the environment's name: it discards data.
     *
     * @param confirm what was typed
     * @throws IllegalArgumentException with a message for people
     */
    public void requireConfirmed(String confirm) {
        if (way.filter(DatabaseWay.RESTORE::equals).isPresent()
                && !confirm.trim().equals(to.environment())) {
            throw new IllegalArgumentException("confirm: is "
                    + (confirm.isBlank() ? "missing" : "'" + confirm.trim() + "'")
                    + "; a restore discards every write since the backup, so name the environment, '"
                    + to.environment() + "', once more");
        }
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.trim()).filter(value -> !value.isEmpty());
    }
}
