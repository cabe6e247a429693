package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what is in the way of a rollback, and what a person has to know before. Pure functions. */
final class RollbackProblems {
    private final RollbackFacts.Situation situation;
    private final List<PlanProblem> problems = new ArrayList<>();

    private RollbackProblems(RollbackFacts.Situation situation) {
        this.situation = situation;
    }

    /** What is in the way comes first. */
    static List<PlanProblem> of(RollbackFacts.Situation situation) {
        RollbackProblems found = new RollbackProblems(situation);
        found.release();
        found.doubts();
        found.builds();
        found.drift();
        found.database();
        found.backup();
        found.environment();
        found.problems.sort(Comparator.comparing(problem -> !problem.blocking()));
        return List.copyOf(found.problems);
    }

    private void release() {
        Release to = situation.history().to();
        if (to.isOpen()) {
            blocking("still-open", "Release #" + to.id().number() + " has not ended", "go back to one that went well");
        } else if (to.state() != ReleaseState.RELEASED) {
            blocking(
                    "not-released",
                    "Release #" + to.id().number() + " did not go well: " + to.message(),
                    "go back to one that went well");
        } else if (RollbackPlanner.deployments(to).isEmpty()) {
            blocking(
                    "nothing-deployed",
                    "Release #" + to.id().number() + " deployed nothing",
                    "go back to one that deployed something");
        }
        gap();
        situation
                .facts()
                .unanswered()
                .ifPresent(why -> warning(PlanProblem.PLATFORM, why, "look again when it answers"));
    }

    private void gap() {
        List<Integer> missing = situation.history().missing();
        if (!missing.isEmpty()) {
            warning(
                    PlanProblem.GAP,
                    numbers(missing) + " not on record any more: nobody can tell what was done to the database",
                    "look at the database, and choose what is to become of it");
        }
    }

    /** Of a rollback also once it has ended: an undo of which nobody knows whether it ran would be run once more. */
    private void doubts() {
        situation.history().since().forEach(release -> release.nodeList().stream()
                .filter(node -> node.state() == NodeState.IN_DOUBT)
                .filter(node -> release.isOpen()
                        || release.rollback().isPresent()
                                && (node.kind() == NodeKind.RUN_JOB || node.kind() == NodeKind.RESTORE))
                .forEach(node -> blocking(
                        "open-doubt",
                        node.label() + " (" + node.id() + ") of #"
                                + release.id().number() + " is in doubt",
                        "look at the platform and resolve the doubt first")));
    }

    private void builds() {
        for (TargetChangePlan target : situation.targets()) {
            String gone = situation.facts().missingTargets().get(target.target());
            if (gone != null && target.change() == TargetChangePlan.Change.GONE) {
                blocking("target-gone", capital(target.target() + " can't be used: " + gone), "make it again");
            }
            target.willBe()
                    .map(situation.facts().missingPins()::get)
                    .ifPresent(why -> blocking(
                            "build-gone",
                            "What was on " + target.target() + " is not there any more: " + why,
                            "release its commit anew, or go back to another release"));
        }
        undoingBuilds();
    }

    /** Only the build that ran a migration knows its undo. */
    private void undoingBuilds() {
        Set<Pin> put = situation.targets().stream()
                .flatMap(target -> target.willBe().stream())
                .collect(Collectors.toSet());
        situation.calls().stream()
                .map(RollbackCall::request)
                .filter(DeploymentRequest.class::isInstance)
                .map(request -> ((DeploymentRequest) request).pin())
                .filter(pin -> !put.contains(pin))
                .distinct()
                .forEach(pin -> Optional.ofNullable(
                                situation.facts().missingPins().get(pin))
                        .ifPresent(why -> blocking(
                                "undo-build-gone",
                                "The build that knows how to undo a migration is not there any more: " + why,
                                "use database: 'restore', or 'code' if its schema may stay")));
    }

    private void drift() {
        for (TargetChangePlan target : situation.targets()) {
            boolean drifts = target.live().isPresent()
                    && target.running()
                            .filter(running -> !RollbackPlanner.isSame(
                                    running, target.live().get()))
                            .isPresent();
            if (drifts) {
                warning(
                        "drift",
                        capital(target.target() + " runs "
                                + target.running().map(Pin::summary).orElse("")
                                + ", and the ledger says "
                                + target.live().map(Pin::summary).orElse("")),
                        "somebody deployed past Release Flow; the rollback replaces it");
            } else if (target.live().isEmpty()) {
                warning("uncertain", "It is not certain what is live on " + target.target(), "");
            }
        }
    }

    private void database() {
        DatabaseWay way = situation.way();
        boolean anyUndo = situation.migrations().stream()
                .anyMatch(migration -> migration.undo().isPresent());
        if (way == DatabaseWay.DOWN_MIGRATION && !anyUndo && situation.undone().isEmpty()) {
            if (situation.migrations().isEmpty()) {
                // A rollback that was cut off after its undo is run again as it was.
                warning(
                        "nothing-left-to-undo",
                        "No migration since is in the database any more",
                        "only code goes back");
            } else {
                blocking("nothing-to-undo", "No migration since declared an undo", "use database: 'code' or 'restore'");
            }
        }
        for (MigrationSince migration : situation.migrations()) {
            String name = "The migration of #" + migration.release().number() + " (job " + migration.job() + ", "
                    + word(migration) + ")";
            if (way == DatabaseWay.CODE_ONLY && !migration.isCompatible()) {
                warning(
                        "schema-stays",
                        name + " stays in the database, and the code before it may not work with it",
                        "use database: 'undo' or 'restore' unless you know that it does");
            } else if (situation.chosen().isPresent() && situation.stays(migration) && !migration.isCompatible()) {
                otherDatabase(name, migration);
            } else if (way == DatabaseWay.DOWN_MIGRATION) {
                undo(name, migration);
            }
        }
        situation.undone().forEach(this::takenOut);
        if (way == DatabaseWay.DOWN_MIGRATION) {
            situation.undone().stream()
                    .filter(migration -> !migration.variables().isEmpty())
                    .forEach(migration -> warning(
                            "redo-without-variables",
                            "The migration of #" + migration.release().number() + " ran with the variables "
                                    + String.join(", ", migration.variables())
                                    + ", whose values are not on record: it runs again without them",
                            "set them on the job where it needs them"));
        }
    }

    private void otherDatabase(String name, MigrationSince migration) {
        String restored = situation.chosen().orElseThrow().addon();
        warning(
                "schema-stays",
                migration
                        .addon()
                        .map(addon -> name + " stays in database " + addon + ", which is not restored")
                        .orElse("It is not declared whether " + decapital(name) + " changed " + restored
                                + ": it may stay in another database"),
                migration.addon().isPresent()
                        ? "restore that one too, by restoreBackup, unless the code before it works with it"
                        : "look at the databases, and declare addon: of runJob");
    }

    /** A release needs what it had; what may still be there is for a person to look at. */
    private void takenOut(MigrationSince migration) {
        String name = "The migration of #" + migration.release().number();
        boolean isBack = situation.way() == DatabaseWay.DOWN_MIGRATION
                || situation.way() == DatabaseWay.RESTORE
                        && (situation.chosen().isEmpty() || situation.isRestored(migration));
        if (migration.unsure().isPresent()) {
            String text = name + " may have been taken out of its database by "
                    + migration.unsure().get() + ": nobody declared which database it changed";
            String remedy = "look at the databases: where it is gone, run it by hand";
            if (situation.way() == DatabaseWay.DOWN_MIGRATION) {
                blocking(
                        "schema-unsure", text + ", so that it is not run again", remedy + ", and use database: 'code'");
            } else {
                warning("schema-unsure", text, remedy);
            }
        } else if (!isBack) {
            blocking(
                    "schema-lacks",
                    name + " was taken out of the database, and the release needs it",
                    "use database: 'undo', which runs it again, or 'restore' with a backup that was made after it");
        }
    }

    private void undo(String name, MigrationSince migration) {
        if (migration.undo().isEmpty() && !migration.isCompatible()) {
            blocking(
                    "no-undo", name + " declared no undo", "use database: 'restore', or 'code' if its schema may stay");
        } else if (migration.undo().isPresent() && !migration.isCertain()) {
            warning(
                    "undo-of-uncertain",
                    migration
                            .unsure()
                            .map(why ->
                                    name + " may have been taken back by " + why + ", and its undo runs all the same")
                            .orElse(name + " did not certainly run to its end, and its undo runs all the same"),
                    "look at its log and its database first");
        }
        if (migration.undo().isPresent() && !migration.variables().isEmpty()) {
            warning(
                    "undo-without-variables",
                    name + " ran with the variables " + String.join(", ", migration.variables())
                            + ", whose values are not on record: its undo runs without them",
                    "set them on the job where the undo needs them");
        }
    }

    private static String word(MigrationSince migration) {
        return switch (migration.verdict()) {
            case NONE -> "changes no schema";
            case EXPAND -> "only adds";
            case REVERSIBLE -> "reversible";
            case DESTRUCTIVE -> "destructive";
            case UNKNOWN -> "nobody said what it does";
        };
    }

    private void backup() {
        if (situation.way() != DatabaseWay.RESTORE) {
            return;
        }
        if (situation.chosen().isEmpty()) {
            blocking(
                    situation.wish().backup().isEmpty() ? "no-backup" : "unknown-backup",
                    situation
                            .wish()
                            .backup()
                            .map(named -> "No completed backup '" + named + "'"
                                    + situation
                                            .wish()
                                            .addon()
                                            .map(addon -> " of database " + addon)
                                            .orElse("")
                                    + " is on record since the release")
                            .orElse("No backup is chosen"),
                    situation.backups().isEmpty()
                            ? "there is none on record since the release"
                            : "choose one of those at hand");
            return;
        }
        situation.facts().backup().ifPresent(why -> blocking("backup-gone", why, "choose another backup"));
        if (!situation.chosen().get().fits()) {
            warning(
                    "schema-of-backup",
                    "The schema in backup " + situation.chosen().get().id()
                            + " is not the one that the release left, by the ledger",
                    "choose a backup that was made after the release and before the next migration");
        }
    }

    private void environment() {
        situation
                .running()
                .ifPresent(number -> warning(
                        "running",
                        "Release #" + number + " runs now: the rollback waits for its end",
                        "or end it for the rollback"));
        situation
                .history()
                .hold()
                .ifPresent(
                        hold -> warning("hold", "The environment is " + hold.text(), "a rollback is not kept by it"));
    }

    private static String numbers(List<Integer> missing) {
        int first = missing.get(0);
        int last = missing.get(missing.size() - 1);
        if (first == last) {
            return "Release #" + first + " is";
        }
        return missing.size() == last - first + 1
                ? "Releases #" + first + " to #" + last + " are"
                : missing.size() + " releases between #" + first + " and #" + last + " are";
    }

    private static String decapital(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private void blocking(String code, String message, String remedy) {
        problems.add(PlanProblem.blocking(code, message, remedy));
    }

    private void warning(String code, String message, String remedy) {
        problems.add(PlanProblem.warning(code, message, remedy));
    }
}
