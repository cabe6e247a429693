package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.TargetChange;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows next by itself when a release has failed that is to be rolled back then. A pure function of what is on record and what was planned. It never crosses a
 * migration that the code before it may not work with: that, and all that is not certain, is left to people.
 */
public sealed interface AfterFailure {
    /** Find out what going back to a release would do. */
    record Plan(ReleaseId to) implements AfterFailure {}

    /** Run the rollback that was planned. */
    record RollBack(RollbackPlan plan) implements AfterFailure {}

    /** Go on with a rollback that is on record. */
    record GoOn(ReleaseId rollback) implements AfterFailure {}

    /**
     * Do nothing more.
     *
     * @param text what came of it, and what is left to people; for people
     * @param decide whether a person has to decide something
     */
    record Done(String text, boolean decide) implements AfterFailure {}

    /**
     * What is known.
     *
     * @param failed the release whose flow did not go well
     * @param previous the newest release that went well before it; empty where there is none
     * @param plan of going back there; empty where none was made yet
     * @param rollback the rollback that followed already; empty where none did
     */
    record Situation(
            Release failed, Optional<ReleaseId> previous, Optional<RollbackPlan> plan, Optional<Release> rollback) {
        public Situation {
            Objects.requireNonNull(failed, "failed");
        }
    }

    /** What is to be done next. */
    static AfterFailure next(Situation situation) {
        if (situation.rollback().isPresent()) {
            return followed(situation.rollback().get());
        }
        ReleaseState state = situation.failed().state();
        if (situation.failed().isOpen()) {
            return left(situation, "its work goes on, and nothing is put back beside that");
        } else if (state == ReleaseState.IN_DOUBT) {
            return left(situation, "it is in doubt what it did; resolve that first");
        } else if (state != ReleaseState.FAILED) {
            return new Done(
                    "Release " + situation.failed().id() + " is not rolled back: it did not fail, it is "
                            + state.name().toLowerCase(Locale.ROOT),
                    false);
        } else if (situation.previous().isEmpty()) {
            return left(situation, "no release before it went well, so there is nothing to go back to");
        } else if (situation.plan().isEmpty()) {
            return new Plan(situation.previous().get());
        }
        return planned(situation, situation.plan().get());
    }

    private static AfterFailure planned(Situation situation, RollbackPlan plan) {
        int failed = situation.failed().id().number();
        List<Target> left = notGoneBackTo(situation.failed(), plan);
        if (plan.from().filter(newest -> newest > failed).isPresent()
                || plan.preempts().filter(running -> running != failed).isPresent()) {
            return left(situation, "a later release runs or ran already");
        } else if (!left.isEmpty()) {
            return left(
                    situation,
                    "it changed " + join(left) + ", which release #"
                            + plan.to().id().number() + " did not deploy to");
        } else if (plan.isNothingToDo() && plan.migrations().isEmpty()) {
            return new Done(
                    "Nothing to roll back: release " + situation.failed().id() + nothing(plan), false);
        } else if (!plan.isReady()) {
            return left(
                    situation,
                    plan.problems().stream()
                            .filter(PlanProblem::blocking)
                            .map(PlanProblem::text)
                            .collect(Collectors.joining("; ")));
        } else if (plan.problems().stream().anyMatch(problem -> problem.code().equals(PlanProblem.PLATFORM))) {
            return left(situation, "the platform did not tell whether what it needs is still there");
        } else if (plan.problems().stream().anyMatch(problem -> problem.code().equals(PlanProblem.GAP))) {
            return left(situation, "releases since are not on record any more, and may have changed the database");
        } else if (!isCompatible(plan)) {
            return left(situation, crossed(plan));
        } else if (plan.isNothingToDo()) {
            return new Done(
                    "Nothing to roll back: release " + situation.failed().id() + nothing(plan), false);
        }
        return new RollBack(plan);
    }

    /** What the release may have changed and a rollback would leave as it is. */
    private static List<Target> notGoneBackTo(Release failed, RollbackPlan plan) {
        Set<Target> changed =
                TargetChange.of(failed).stream().map(TargetChange::target).collect(Collectors.toSet());
        return plan.targets().stream()
                .filter(target -> target.change() == TargetChangePlan.Change.STAYS)
                .map(TargetChangePlan::target)
                .filter(changed::contains)
                .toList();
    }

    private static String join(List<Target> targets) {
        return targets.stream().map(Target::toString).collect(Collectors.joining(" and "));
    }

    private static String nothing(RollbackPlan plan) {
        return plan.migrations().isEmpty()
                ? " failed before it changed anything"
                : " left all targets with what was there before; its migration stays in the database, and fits them";
    }

    /** Only what the Jenkinsfile declares lets a migration be crossed without asking: a log is read by people. */
    private static boolean isCompatible(RollbackPlan plan) {
        return plan.migrations().stream()
                        .allMatch(migration -> migration.evidence() == MigrationSince.Evidence.DECLARED)
                && MigrationSince.isCompatible(plan.verdict())
                && plan.undone().isEmpty()
                && plan.way() == DatabaseWay.CODE_ONLY;
    }

    private static String crossed(RollbackPlan plan) {
        String migrations = plan.migrations().stream()
                .filter(migration ->
                        !migration.isCompatible() || migration.evidence() != MigrationSince.Evidence.DECLARED)
                .map(migration -> "job " + migration.job() + " of #"
                        + migration.release().number() + " ("
                        + migration.verdict().name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
        return "nobody declared that the code before it works with the database as it is by now, after the migration by "
                + migrations
                + "; choose whether to undo it, to restore a backup, or to leave it";
    }

    private static Done left(Situation situation, String why) {
        Release failed = situation.failed();
        String where = situation
                .previous()
                .map(to -> "; decide on the page of release " + to + ", release-flow/environments/" + to.environment()
                        + "/releases/" + to.number() + "/, or by rollbackRelease")
                .orElse("");
        return new Done("Release " + failed.id() + " is not rolled back by itself: " + why + where, true);
    }

    private static AfterFailure followed(Release rollback) {
        if (rollback.isOpen()) {
            return new GoOn(rollback.id());
        }
        boolean well = rollback.state() == ReleaseState.RELEASED;
        return new Done(
                well
                        ? "Rolled back by " + rollback.id() + " to #"
                                + rollback.rollback().orElseThrow().to()
                                + "; the environment is on hold until somebody lifts it"
                        : "Rollback " + rollback.id() + " did not go well: " + rollback.message()
                                + "; look at its record, and run it again when that is mended",
                !well);
    }
}
