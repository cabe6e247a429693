package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.Durations;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import io.jenkins.plugins.releaseflow.release.TargetType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in facts what a rollback loses and what it leaves as it is. Pure functions. */
final class RollbackFacts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** All that is known of a rollback that is being planned. */
    record Situation(
            RollbackHistory history,
            RollbackWish wish,
            PlatformFacts facts,
            DatabaseWay way,
            List<TargetChangePlan> targets,
            List<RollbackCall> calls,
            List<MigrationSince> migrations,
            List<MigrationSince> undone,
            List<BackupAtHand> backups,
            Optional<BackupAtHand> chosen,
            Optional<Integer> running,
            Instant now) {
        /** Whether the rollback leaves a migration in the database, or may leave it there. */
        boolean stays(MigrationSince migration) {
            return switch (way) {
                case CODE_ONLY -> true;
                case DOWN_MIGRATION -> migration.undo().isEmpty();
                case RESTORE -> !isRestored(migration);
            };
        }

        /** Whether the chosen backup is certainly one of the database that a migration changed. */
        boolean isRestored(MigrationSince migration) {
            return chosen.filter(
                            backup -> history.isOf(migration, backup.addon()).orElse(false))
                    .isPresent();
        }
    }

    private RollbackFacts() {}

    /** What restoring a backup discards. */
    static String loss(BackupAtHand backup, List<TargetChangePlan> targets, Instant now) {
        Optional<Instant> traffic = targets.stream()
                .filter(target -> target.target().type() == TargetType.SERVICE)
                .flatMap(target -> target.liveSince().stream())
                .max(Instant::compareTo)
                .filter(since -> since.isAfter(backup.endedAt()));
        return "Backup " + backup.id() + " ended " + TIME.format(backup.endedAt()) + "; "
                + traffic.map(since -> "what is live has taken traffic for "
                                + Durations.text(Duration.between(since, now)) + "; ")
                        .orElse("")
                + "restoring discards every write since the backup began, " + Durations.text(backup.loses()) + " ago";
    }

    static List<String> losses(Situation situation) {
        List<String> losses = new ArrayList<>();
        situation.chosen().ifPresent(backup -> losses.add(loss(backup, situation.targets(), situation.now())));
        if (situation.way() == DatabaseWay.DOWN_MIGRATION) {
            situation.migrations().stream()
                    .filter(migration ->
                            migration.undo().isPresent() && migration.verdict() == MigrationVerdict.DESTRUCTIVE)
                    .forEach(migration -> losses.add("The migration of #"
                            + migration.release().number()
                            + " is declared destructive: its undo can't bring back the data that it removed"));
        }
        return losses;
    }

    static List<String> permanent(Situation situation) {
        List<String> permanent = new ArrayList<>();
        for (MigrationSince migration : situation.migrations()) {
            if (migration.verdict() != MigrationVerdict.NONE && situation.stays(migration)) {
                permanent.add("The migration of #" + migration.release().number() + " (job " + migration.job()
                        + ") stays in the database");
            }
        }
        situation.targets().stream()
                .filter(target -> target.change() == TargetChangePlan.Change.STAYS)
                .forEach(target -> permanent.add("What is live on " + target.target() + " stays: release #"
                        + situation.history().to().id().number() + " did not deploy to it"));
        permanent.add("What the services and jobs did outside of the database, as mails or payments, is not undone");
        return permanent;
    }
}
