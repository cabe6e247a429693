package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Instant;
import java.util.Optional;

/**
 * What lists show of a release.
 *
 * @param id environment and number
 * @param kind why it was made
 * @param name name given by people; may be empty
 * @param who who made it; may be empty
 * @param branch branch of the job; may be empty
 * @param state where it stands
 * @param openedAt when it was made
 * @param endedAt when it ended
 */
public record ReleaseSummary(
        ReleaseId id,
        ReleaseKind kind,
        String name,
        String who,
        String branch,
        ReleaseState state,
        Instant openedAt,
        Optional<Instant> endedAt) {
    static ReleaseSummary of(Release release) {
        return new ReleaseSummary(
                release.id(),
                release.kind(),
                release.name(),
                release.origin().who(),
                release.origin().branch(),
                release.state(),
                release.openedAt(),
                release.endedAt());
    }
}
