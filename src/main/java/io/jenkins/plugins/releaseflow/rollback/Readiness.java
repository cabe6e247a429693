package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a release can still be rolled back to, as it was found at some time.
 *
 * @param at when it was looked at
 * @param state what it comes to
 * @param way what would be done to the database; empty where somebody has to choose
 * @param verdict what the migrations since come to
 * @param backups whether there is a backup with the data that the release left
 * @param text all of it in one line for people
 */
public record Readiness(
        Instant at, State state, Optional<DatabaseWay> way, MigrationVerdict verdict, Backups backups, String text) {
    /** What a readiness comes to. */
    public enum State {
        /** Its builds are there, and what to do about the database is clear. */
        READY,
        /** Its builds are there, and somebody has to decide about the database. */
        DECISION,
        /** Something is gone without which it can't be done. */
        NOT_READY,
        /** The platform could not be asked. */
        UNKNOWN
    }

    /** Whether there is a backup of what a release left. */
    public enum Backups {
        /** At least one is on the platform. */
        THERE,
        /** There were some, and the platform has none of them any more. */
        GONE,
        /** None was made after the release and before the next migration. */
        NONE
    }

    public Readiness {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(backups, "backups");
        Objects.requireNonNull(text, "text");
    }

    /** That nothing could be learned. */
    static Readiness unknown(Instant at, String why) {
        return new Readiness(at, State.UNKNOWN, Optional.empty(), MigrationVerdict.UNKNOWN, Backups.NONE, why);
    }

    /**
     * Of a plan that was made with what the platform said.
     *
     * @param there ids of the backups that are on the platform
     * @param unanswered why not all could be asked; empty where it could
     */
    static Readiness of(RollbackPlan plan, Set<String> there, Optional<String> unanswered, Instant at) {
        Backups backups = backups(plan, there);
        State state;
        String text;
        if (!plan.isReady()) {
            state = State.NOT_READY;
            text = plan.problems().stream()
                    .filter(PlanProblem::blocking)
                    .map(PlanProblem::message)
                    .collect(Collectors.joining("; "));
        } else if (unanswered.isPresent()) {
            state = State.UNKNOWN;
            text = unanswered.get();
        } else if (plan.fitting().isEmpty()) {
            state = State.DECISION;
            text =
                    "Builds are there; the migrations since are not known to fit, so choose what to do about the database; "
                            + text(backups);
        } else {
            state = State.READY;
            text = "Builds are there; "
                    + (plan.way() == DatabaseWay.DOWN_MIGRATION
                            ? "the migrations since can be undone; "
                            : "the database can stay as it is; ")
                    + text(backups);
        }
        return new Readiness(at, state, plan.fitting(), plan.verdict(), backups, text);
    }

    private static Backups backups(RollbackPlan plan, Set<String> there) {
        if (plan.backups().stream().noneMatch(BackupAtHand::fits)) {
            return Backups.NONE;
        }
        return plan.backups().stream().anyMatch(backup -> backup.fits() && there.contains(backup.id()))
                ? Backups.THERE
                : Backups.GONE;
    }

    private static String text(Backups backups) {
        return switch (backups) {
            case THERE -> "a backup is there";
            case GONE -> "its backups are gone";
            case NONE -> "no backup was made of what it left";
        };
    }
}
