package io.jenkins.plugins.releaseflow.ledger;

import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What lists, delivery figures and the look of an environment know of a release. Kept in memory for every release, so it is small.
 *
 * @param id environment and number
 * @param kind why it was made
 * @param name name given by people; may be empty
 * @param description text given by people, up to {@link #MOST_DESCRIPTION} characters of it; may be empty
 * @param who who made it; may be empty
 * @param job full name that its job had when it was made; may be empty
 * @param build id of its build; may be empty
 * @param branch branch of the job; may be empty
 * @param state where it stands
 * @param openedAt when it was made
 * @param endedAt when it ended
 * @param changes what it put on targets, or may have put there, in the order of its nodes
 * @param rollbackTo number of the release that it went back to; empty where it is no rollback
 */
public record ReleaseSummary(
        ReleaseId id,
        ReleaseKind kind,
        String name,
        String description,
        String who,
        String job,
        String build,
        String branch,
        ReleaseState state,
        Instant openedAt,
        Optional<Instant> endedAt,
        List<TargetChange> changes,
        Optional<Integer> rollbackTo) {
    /** How much of a description is kept. */
    public static final int MOST_DESCRIPTION = 500;

    public ReleaseSummary {
        changes = List.copyOf(changes);
    }

    static ReleaseSummary of(Release release) {
        return new ReleaseSummary(
                release.id(),
                release.kind(),
                release.name(),
                shortened(release.description()),
                release.origin().who(),
                release.origin().job(),
                release.origin().build(),
                release.origin().branch(),
                release.state(),
                release.openedAt(),
                release.endedAt(),
                TargetChange.of(release),
                release.rollback().map(RollbackOrder::to));
    }

    private static String shortened(String description) {
        if (description.length() <= MOST_DESCRIPTION) {
            return description;
        }
        int end = Character.isHighSurrogate(description.charAt(MOST_DESCRIPTION - 1))
                ? MOST_DESCRIPTION - 1
                : MOST_DESCRIPTION;
        return description.substring(0, end);
    }
}
