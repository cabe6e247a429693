package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.release.BackupRequest;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Concurrency;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rollback asks of the platform, in order. The database first, jobs before services: code never runs on a schema that it does not know for longer than needed. Used by one thread. */
final class RollbackCalls {
    private final List<RollbackCall> calls = new ArrayList<>();
    private final Map<Target, Pin> there = new HashMap<>();
    private final Map<Target, Pin> before = new LinkedHashMap<>();

    private RollbackCalls(List<LiveTarget> live) {
        live.stream()
                .filter(LiveTarget::isCertain)
                .forEach(known ->
                        there.put(known.target(), known.certain().orElseThrow().pin()));
        before.putAll(there);
    }

    /**
     * @param wanted what the release to go back to left on its targets
     * @param migrations what is to be taken out of the database, oldest first
     * @param undone what is to be put into it again, oldest first
     */
    static List<RollbackCall> of(
            DatabaseWay way,
            Map<Target, DeploymentRequest> wanted,
            List<MigrationSince> migrations,
            List<MigrationSince> undone,
            Optional<BackupAtHand> backup,
            List<LiveTarget> live) {
        RollbackCalls made = new RollbackCalls(live);
        if (way == DatabaseWay.DOWN_MIGRATION) {
            for (int i = migrations.size() - 1; i >= 0; i--) {
                made.undo(migrations.get(i));
            }
        } else if (way == DatabaseWay.RESTORE) {
            backup.ifPresent(made::restore);
        }
        made.deploy(wanted, TargetType.JOB);
        if (way == DatabaseWay.DOWN_MIGRATION) {
            undone.forEach(migration -> made.redo(migration, wanted));
            made.putBack(wanted);
        }
        made.deploy(wanted, TargetType.SERVICE);
        return List.copyOf(made.calls);
    }

    /** Only the build that ran a migration, or a later one, knows how to undo it. */
    private void undo(MigrationSince migration) {
        if (migration.undo().isEmpty() || migration.verdict() == MigrationVerdict.NONE) {
            return;
        }
        put(migration, "knows how to undo it");
        run(migration, migration.undo(), Migration.undeclared(), "Undo the migration of #" + number(migration));
    }

    /** What may be in the database already is not run once more. What the release left on the job had the migration; where it left nothing there, the build that ran it is needed. */
    private void redo(MigrationSince migration, Map<Target, DeploymentRequest> wanted) {
        if (migration.unsure().isPresent()) {
            return;
        }
        if (!wanted.containsKey(Target.job(migration.job()))) {
            put(migration, "has it");
        }
        run(
                migration,
                migration.command(),
                new Migration(migration.verdict(), migration.undo(), migration.addon()),
                "Run the migration of #" + number(migration) + " again, which was taken back");
    }

    private void put(MigrationSince migration, String why) {
        Target job = Target.job(migration.job());
        migration
                .by()
                .filter(pin -> migration.image().isEmpty())
                .filter(pin -> there.get(job) == null || !RollbackPlanner.isSame(pin, there.get(job)))
                .ifPresent(pin -> {
                    add(
                            new DeploymentRequest(job, pin, Optional.empty()),
                            "The build that ran the migration of #" + number(migration) + " " + why);
                    there.put(job, pin);
                });
    }

    private void run(MigrationSince migration, Optional<String> command, Migration declared, String why) {
        add(
                new JobRunRequest(
                        migration.job(),
                        CommandOverride.of(command),
                        Map.of(),
                        declared,
                        migration.image(),
                        Optional.empty(),
                        Concurrency.of(declared)),
                why);
    }

    /** Jobs that only the migrations needed go back to what they had. */
    private void putBack(Map<Target, DeploymentRequest> wanted) {
        before.forEach((target, pin) -> {
            if (!wanted.containsKey(target) && !RollbackPlanner.isSame(pin, there.get(target))) {
                add(new DeploymentRequest(target, pin, Optional.empty()), "Put back what was on " + target);
            }
        });
    }

    private static int number(MigrationSince migration) {
        return migration.release().number();
    }

    private void restore(BackupAtHand backup) {
        add(
                new BackupRequest(backup.addon(), backup.type(), Compression.GZ, ""),
                "Keep what is there now, to be able to come back to it");
        add(
                new RestoreRequest(backup.addon(), backup.id()),
                "Put the data of " + backup.endedAt() + " in the place of what is there");
    }

    private void deploy(Map<Target, DeploymentRequest> wanted, TargetType type) {
        wanted.forEach((target, deployment) -> {
            if (target.type() == type) {
                add(deployment, "Put back what the release left on " + target);
                there.put(target, deployment.pin());
            }
        });
    }

    private void add(OperationRequest request, String why) {
        calls.add(new RollbackCall("r" + (calls.size() + 1), request, why));
    }
}
