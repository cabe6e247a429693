package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A release at its environment's lock: holding it, or waiting for it.
 *
 * @param id environment and number
 * @param kind why it was made
 * @param name name given by people; may be empty
 * @param origin who, why and from where
 * @param since since when it holds the lock, or waits
 */
public record LockPlace(ReleaseId id, ReleaseKind kind, String name, Origin origin, Instant since) {
    /** Where a release stands by its record. */
    static LockPlace of(Release release) {
        return new LockPlace(
                release.id(),
                release.kind(),
                release.name(),
                release.origin(),
                release.lockedAt().orElse(release.openedAt()));
    }

    LockPlace since(Instant at) {
        return new LockPlace(id, kind, name, origin, at);
    }

    /** For example {@code production #12 (v1.4.2), since 2026-11-23T09:12:00Z, for 12 min}. */
    public String text(Instant now) {
        return id + (name.isEmpty() ? "" : " (" + name + ")") + ", since " + since.truncatedTo(ChronoUnit.SECONDS)
                + ", for " + Durations.text(Duration.between(since, now));
    }
}
