package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a rollback does to one target.
 *
 * @param target job or service
 * @param live what is live there by the ledger; empty where that is not certain
 * @param liveSince since when
 * @param liveBy the release that put it there; empty where it was adopted or is not certain
 * @param running what the platform runs there; empty where it was not asked, or runs nothing
 * @param willBe what will be there
 * @param change what that comes to
 */
public record TargetChangePlan(
        Target target,
        Optional<Pin> live,
        Optional<Instant> liveSince,
        Optional<ReleaseId> liveBy,
        Optional<Pin> running,
        Optional<Pin> willBe,
        Change change) {
    /** What becomes of a target. */
    public enum Change {
        /** Another build will be there. */
        CHANGED,
        /** The same build is there already, with the same command. Where other targets change it is put there again, which changes nothing. */
        UNCHANGED,
        /** The build, or the target itself, is not on the platform any more. */
        GONE,
        /** The release to go back to did not deploy to it: what is live there stays. */
        STAYS
    }

    public TargetChangePlan {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(change, "change");
    }
}
