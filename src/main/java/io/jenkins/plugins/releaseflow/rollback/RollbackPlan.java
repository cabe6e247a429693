package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.util.List;
import java.util.Optional;

/**
 * What going back to a release would do, cost and need. Nothing is changed by making one.
 *
 * @param to the release to go back to
 * @param from number of the newest release that changed a target, or may have
 * @param way what is done to the database
 * @param fitting the way that fits the migrations since; empty where none does without a person's choice
 * @param targets per target, those of the release first, in the order in which it deployed
 * @param calls what is asked of the platform, in that order
 * @param migrations what changed the schema since, oldest first, and is still in the database
 * @param undone migrations that the release had and that are not in the database any more
 * @param verdict what all migrations since come to
 * @param backups completed backups that the ledger knows of, newest first
 * @param chosen the backup that will be restored
 * @param losses what is lost, in facts, one sentence each
 * @param permanent what this rollback does not undo, one sentence each
 * @param problems what is in the way first
 * @param preempts number of the release that runs now, and can be ended for the rollback
 * @param essence what tells what it does and crosses: plans with the same one do the same
 * @param digest what a confirmation names, so that nobody confirms another plan than the one they saw
 */
public record RollbackPlan(
        Release to,
        Optional<Integer> from,
        DatabaseWay way,
        Optional<DatabaseWay> fitting,
        List<TargetChangePlan> targets,
        List<RollbackCall> calls,
        List<MigrationSince> migrations,
        List<MigrationSince> undone,
        MigrationVerdict verdict,
        List<BackupAtHand> backups,
        Optional<BackupAtHand> chosen,
        List<String> losses,
        List<String> permanent,
        List<PlanProblem> problems,
        Optional<Integer> preempts,
        String essence,
        String digest) {
    public RollbackPlan {
        targets = List.copyOf(targets);
        calls = List.copyOf(calls);
        migrations = List.copyOf(migrations);
        undone = List.copyOf(undone);
        backups = List.copyOf(backups);
        losses = List.copyOf(losses);
        permanent = List.copyOf(permanent);
        problems = List.copyOf(problems);
    }

    /** Whether it can be run. */
    public boolean isReady() {
        return problems.stream().noneMatch(PlanProblem::blocking);
    }

    /** Whether everything is as it would be after it, so that there is nothing to do. A migration since may stay in the database, where it fits. */
    public boolean isNothingToDo() {
        return isNothingToDo(way, fitting, targets);
    }

    static boolean isNothingToDo(DatabaseWay way, Optional<DatabaseWay> fitting, List<TargetChangePlan> targets) {
        return way == DatabaseWay.CODE_ONLY
                && fitting.equals(Optional.of(DatabaseWay.CODE_ONLY))
                && targets.stream()
                        .allMatch(target -> target.change() == TargetChangePlan.Change.UNCHANGED
                                || target.change() == TargetChangePlan.Change.STAYS);
    }
}
