package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Happening;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Carries out an addon's backups and restores, one at a time, in the order they were asked for. */
final class AddonWorker {
    private final String addon;
    private final SqliteDatabase database;
    private final BackupStore backups;
    private final Function<String, BackupStore> others;
    private final RestoreStore restores;
    private final Host host;
    private final BooleanSupplier paused;
    private final Set<String> aborting = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> activity = Optional.empty();

    AddonWorker(
            String addon,
            SqliteDatabase database,
            BackupStore backups,
            Function<String, BackupStore> others,
            RestoreStore restores,
            Host host,
            BooleanSupplier paused) {
        this.addon = addon;
        this.database = database;
        this.backups = backups;
        this.others = others;
        this.restores = restores;
        this.host = host;
        this.paused = paused;
    }

    /** {@code backup} or {@code restore} while one is carried out. */
    Optional<String> activity() {
        return activity;
    }

    /** Looks for scheduled work. */
    void wake() {
        host.work(this::runScheduled);
    }

    void abortBackup(String id) {
        aborting.add(id);
        host.work(this::endAborted);
    }

    void abortRestore(String id) {
        aborting.add(id);
        host.work(this::endAborted);
    }

    /** Says of what an earlier emulator was doing when it was killed that it failed. */
    synchronized void recover() {
        String reason = "the emulator ended while this was in progress";
        backups.list().stream().filter(AddonWorker::wasRunning).forEach(backup -> {
            backups.log(backup.id()).append("emulator", reason);
            write(backup.ended(BackupStatus.FAILED, host.clock().instant()));
        });
        restores.list().stream().filter(restore -> !restore.status().isEnd()).forEach(restore -> {
            restores.log(restore.id()).append("emulator", reason);
            restores.write(restore.ended(BackupStatus.FAILED, host.clock().instant()));
        });
    }

    private static boolean wasRunning(Backup backup) {
        return backup.status() == BackupStatus.IN_PROGRESS || backup.status() == BackupStatus.ABORTING;
    }

    private synchronized void runScheduled() {
        if (paused.getAsBoolean()) {
            return;
        }
        backups.list().stream()
                .filter(backup -> backup.status() == BackupStatus.SCHEDULED)
                .sorted(Comparator.comparing(Backup::createdAt))
                .forEach(this::backUp);
        restores.list().stream()
                .filter(restore -> restore.status() == BackupStatus.SCHEDULED)
                .sorted(Comparator.comparing(Restore::startedAt))
                .forEach(this::restore);
        activity = Optional.empty();
    }

    private synchronized void endAborted() {
        backups.list().stream()
                .filter(backup -> !backup.status().isEnd() && aborting.remove(backup.id()))
                .forEach(backup ->
                        write(backup.ended(BackupStatus.ABORTED, host.clock().instant())));
        restores.list().stream()
                .filter(restore -> !restore.status().isEnd() && aborting.remove(restore.id()))
                .forEach(restore -> restores.write(
                        restore.ended(BackupStatus.ABORTED, host.clock().instant())));
    }

    /** Records a backup, and tells of it. */
    void write(Backup backup) {
        backups.write(backup);
        event(backup.status()).ifPresent(event -> host.happened(Happening.of("addon-backup:" + event, "addon", addon)));
    }

    private static Optional<String> event(BackupStatus status) {
        return switch (status) {
            case SCHEDULED, ABORTING -> Optional.empty();
            case IN_PROGRESS -> Optional.of("start");
            case COMPLETED -> Optional.of("success");
            case ABORTED -> Optional.of("abort");
            case FAILED, NOT_SUPPORTED -> Optional.of("failure");
        };
    }

    private void backUp(Backup backup) {
        LogFile log = backups.log(backup.id());
        String container = "backup-" + backup.id();
        activity = Optional.of("backup");
        host.pace();
        write(backup.with(BackupStatus.IN_PROGRESS));
        log.append(container, "Backing up " + database.file());
        try {
            Path copy = backups.temporary(backup, "copy.db");
            host.pace();
            database.copyTo(copy);
            log.append(container, "Copied " + Files.size(copy) + " bytes; integrity check: ok");
            if (aborting.remove(backup.id())) {
                DurableFiles.delete(copy);
                log.append(container, "Aborted");
                write(backup.ended(BackupStatus.ABORTED, host.clock().instant()));
                return;
            }
            String checksum = backups.store(backup, copy);
            DurableFiles.delete(copy);
            long size = Files.size(backups.stored(backup));
            log.append(container, "Stored " + size + " bytes, SHA-256 " + checksum);
            // Asking for it to be kept may have happened meanwhile.
            Backup latest = backups.find(backup.id()).orElse(backup);
            write(latest.completed(host.clock().instant(), size, checksum));
        } catch (IOException | SQLException | UncheckedIOException failure) {
            log.append(container, "Failed: " + failure.getMessage());
            write(backup.ended(BackupStatus.FAILED, host.clock().instant()));
        }
    }

    private void restore(Restore restore) {
        LogFile log = restores.log(restore.id());
        String container = "restore-" + restore.id();
        activity = Optional.of("restore");
        host.pace();
        restores.write(restore.with(BackupStatus.IN_PROGRESS));
        log.append(container, "Restoring " + database.file() + " from the backup " + restore.backupId());
        try {
            BackupStore source = restore.sourceAddon().map(others).orElse(backups);
            Backup backup =
                    source.find(restore.backupId()).orElseThrow(() -> new IOException("the backup has been deleted"));
            Path content = source.temporary(backup, "restore-" + restore.id() + ".db");
            source.extract(backup, content);
            log.append(container, "The stored file's checksum is right");
            host.pace();
            if (aborting.remove(restore.id())) {
                log.append(container, "Aborted; the database was not touched");
                restores.write(restore.ended(BackupStatus.ABORTED, host.clock().instant()));
            } else {
                database.replaceWith(content);
                log.append(container, "The database has the backup's content");
                restores.write(
                        restore.ended(BackupStatus.COMPLETED, host.clock().instant()));
            }
            DurableFiles.delete(content);
        } catch (IOException | SQLException | UncheckedIOException failure) {
            log.append(container, "Failed: " + failure.getMessage());
            restores.write(restore.ended(BackupStatus.FAILED, host.clock().instant()));
        }
    }
}
