package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Database;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.DatabaseException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Progress;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Happening;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Carries out an addon's backups and restores, one at a time, in the order they were asked for. */
final class AddonWorker {
    private final String addon;
    private final Database database;
    private final BackupStore backups;
    private final RestoreStore restores;
    private final Host host;
    private final BooleanSupplier paused;
    private final Set<String> aborting = ConcurrentHashMap.newKeySet();
    private final Map<String, Origin> origins = new ConcurrentHashMap<>();
    private volatile Optional<String> activity = Optional.empty();

    AddonWorker(
            String addon,
            Database database,
            BackupStore backups,
            RestoreStore restores,
            Host host,
            BooleanSupplier paused) {
        this.addon = addon;
        this.database = database;
        this.backups = backups;
        this.restores = restores;
        this.host = host;
        this.paused = paused;
    }

    /** Whose backup a restore takes. */
    private record Origin(Database database, BackupStore backups) {}

    /** Notes whose backup a restore takes; its own, where nothing is noted. */
    void takeFrom(String restore, Database origin, BackupStore its) {
        origins.put(restore, new Origin(origin, its));
    }

    /** Puts another database's content in the place of what is there, and waits for it. */
    synchronized void fill(Backup backup, Database origin, BackupStore its) {
        Path content = its.stored(backup).resolveSibling("fork.tmp");
        try {
            DurableFiles.delete(content);
            its.extract(backup, content);
            database.replaceBy(backup.content(), content, origin, new Progress() {
                @Override
                public void say(String line) {
                    // Nobody can ask for the log of an addon that is not there yet.
                }

                @Override
                public boolean isAborted() {
                    return false;
                }
            });
            DurableFiles.delete(content);
        } catch (IOException | DatabaseException failure) {
            throw new EmulatorException(
                    "the backup " + backup.id() + " cannot be forked: " + failure.getMessage(), failure);
        }
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
        try {
            Path copy = backups.temporary(backup, "copy.tmp");
            host.pace();
            database.save(backup.content(), copy, progress(log, container, backup.id()));
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
        } catch (IOException | DatabaseException | UncheckedIOException failure) {
            log.append(container, "Failed: " + failure.getMessage());
            write(backup.ended(BackupStatus.FAILED, host.clock().instant()));
        }
    }

    private void restore(Restore restore) {
        LogFile log = restores.log(restore.id());
        String container = "restore-" + restore.id();
        Origin own = new Origin(database, backups);
        Origin origin = Optional.ofNullable(origins.remove(restore.id())).orElse(own);
        activity = Optional.of("restore");
        host.pace();
        restores.write(restore.with(BackupStatus.IN_PROGRESS));
        log.append(container, "Restoring " + addon + " from the backup " + restore.backupId());
        try {
            Backup backup = origin.backups()
                    .find(restore.backupId())
                    .orElseThrow(() -> new IOException("the backup has been deleted"));
            Path content = origin.backups().temporary(backup, "restore-" + restore.id() + ".tmp");
            origin.backups().extract(backup, content);
            log.append(container, "The stored file's checksum is right");
            host.pace();
            if (aborting.remove(restore.id())) {
                log.append(container, "Aborted; the database was not touched");
                restores.write(restore.ended(BackupStatus.ABORTED, host.clock().instant()));
            } else {
                database.replaceBy(
                        backup.content(), content, origin.database(), progress(log, container, restore.id()));
                log.append(container, "The database has the backup's content");
                restores.write(
                        restore.ended(BackupStatus.COMPLETED, host.clock().instant()));
            }
            DurableFiles.delete(content);
        } catch (IOException | DatabaseException | UncheckedIOException failure) {
            boolean aborted = aborting.remove(restore.id());
            log.append(container, (aborted ? "Aborted: " : "Failed: ") + failure.getMessage());
            restores.write(restore.ended(
                    aborted ? BackupStatus.ABORTED : BackupStatus.FAILED,
                    host.clock().instant()));
        }
    }

    private Progress progress(LogFile log, String container, String id) {
        return new Progress() {
            @Override
            public void say(String line) {
                log.append(container, line);
            }

            @Override
            public boolean isAborted() {
                return aborting.contains(id);
            }
        };
    }
}
