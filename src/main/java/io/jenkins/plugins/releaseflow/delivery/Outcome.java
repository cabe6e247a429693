package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.ChangeOutcome;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.ledger.TargetChange;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a release that ended counts for in the delivery figures.
 *
 * @param release the release
 * @param undone whether a rollback undid it: it was the last that put something live before a rollback to an earlier one that went well
 * @param restoredAt when the next release or rollback after it went well; empty where none did
 * @param beginsIncident whether it failed while nothing before it had failed and was not yet restored
 */
record Outcome(ReleaseSummary release, boolean undone, Optional<Instant> restoredAt, boolean beginsIncident) {
    /**
     * The outcomes of releases.
     *
     * @param inOrder in the order in which they ended
     */
    static List<Outcome> of(List<ReleaseSummary> inOrder) {
        boolean[] undone = undone(inOrder);
        List<Outcome> outcomes = new ArrayList<>(inOrder.size());
        boolean within = false;
        for (int i = 0; i < undone.length; i++) {
            ReleaseSummary release = inOrder.get(i);
            boolean failed = undone[i] || hasFailedItself(release);
            outcomes.add(new Outcome(release, undone[i], Optional.empty(), failed && !within));
            within = failed || (within && !wentWell(release));
        }
        Optional<Instant> restored = Optional.empty();
        for (int i = undone.length - 1; i >= 0; i--) {
            Outcome outcome = outcomes.get(i);
            outcomes.set(i, new Outcome(outcome.release(), undone[i], restored, outcome.beginsIncident()));
            if (wentWell(outcome.release()) && !undone[i]) {
                restored = outcome.release().endedAt();
            }
        }
        return outcomes;
    }

    private static boolean[] undone(List<ReleaseSummary> inOrder) {
        boolean[] undone = new boolean[inOrder.size()];
        int lastLive = -1;
        for (int i = 0; i < undone.length; i++) {
            ReleaseSummary release = inOrder.get(i);
            boolean rollback = release.kind() == ReleaseKind.ROLLBACK;
            if (rollback && wentWell(release) && lastLive >= 0) {
                // What it went back to is not what it undid, and may be undone by a later one.
                undone[lastLive] = release.rollbackTo().orElse(0)
                        < inOrder.get(lastLive).id().number();
                lastLive = undone[lastLive] ? -1 : lastLive;
            } else if (!rollback && isLive(release)) {
                lastLive = i;
            }
        }
        return undone;
    }

    private static boolean hasFailedItself(ReleaseSummary release) {
        return release.kind() != ReleaseKind.ROLLBACK
                && !release.changes().isEmpty()
                && release.state() != ReleaseState.RELEASED;
    }

    private static boolean wentWell(ReleaseSummary release) {
        return release.state() == ReleaseState.RELEASED && isLive(release);
    }

    private static boolean isLive(ReleaseSummary release) {
        return release.changes().stream().anyMatch(change -> change.outcome() == ChangeOutcome.LIVE);
    }

    Instant at() {
        return release.endedAt().orElseThrow();
    }

    boolean isDeployment() {
        return release.kind() != ReleaseKind.ROLLBACK && wentWell(release);
    }

    boolean isRollback() {
        return release.kind() == ReleaseKind.ROLLBACK && release.state() == ReleaseState.RELEASED;
    }

    boolean isChange() {
        return release.kind() != ReleaseKind.ROLLBACK && !release.changes().isEmpty();
    }

    boolean hasFailed() {
        return undone || hasFailedItself(release);
    }

    /** From the oldest build in it to when the last of it was live; empty where the platform did not tell when it was built. */
    Optional<Duration> leadTime() {
        if (!isDeployment()) {
            return Optional.empty();
        }
        Optional<Instant> live = release.changes().stream()
                .filter(change -> change.outcome() == ChangeOutcome.LIVE)
                .map(TargetChange::at)
                .max(Instant::compareTo);
        Optional<Instant> built = release.changes().stream()
                .map(TargetChange::pin)
                .filter(BuildPin.class::isInstance)
                .flatMap(pin -> ((BuildPin) pin).builtAt().stream())
                .min(Instant::compareTo);
        return built.flatMap(from -> live.map(to -> Duration.between(from, to))).filter(time -> !time.isNegative());
    }

    /** Of the first failure of an incident: how long until something went well. */
    Optional<Duration> restoreTime() {
        return beginsIncident ? restoredAt.map(at -> Duration.between(at(), at)) : Optional.empty();
    }
}
