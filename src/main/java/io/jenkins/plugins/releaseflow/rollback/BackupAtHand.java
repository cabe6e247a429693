package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A backup that a release completed.
 *
 * @param release the release
 * @param node id of the node that made it
 * @param addon id of the addon
 * @param id the platform's id of it
 * @param type how it was made
 * @param size in bytes; empty where the platform did not tell
 * @param endedAt when it was complete
 * @param fits whether the schema in it is the one that the release to go back to left, by the ledger
 * @param loses how long the database was written to since
 * @param loss what restoring it discards, in one sentence
 */
public record BackupAtHand(
        ReleaseId release,
        String node,
        String addon,
        String id,
        BackupType type,
        Optional<Long> size,
        Instant endedAt,
        boolean fits,
        Duration loses,
        String loss) {
    public BackupAtHand {
        Objects.requireNonNull(release, "release");
        Objects.requireNonNull(size, "size");
    }

    /** The same, with what restoring it discards. */
    BackupAtHand losing(String text) {
        return new BackupAtHand(release, node, addon, id, type, size, endedAt, fits, loses, text);
    }
}
