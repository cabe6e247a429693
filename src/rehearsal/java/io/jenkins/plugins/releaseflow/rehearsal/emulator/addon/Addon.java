package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Database;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.AddonSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A managed database of the emulated project, with its backups and restores. Thread-safe. */
public final class Addon implements AutoCloseable {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss").withZone(ZoneOffset.UTC);

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}([.][0-9]{1,6}){0,3}");

    private final String id;
    private final String description;
    private final Host host;
    private final Database database;
    private final BackupStore backups;
    private final StateFile<AddonState> state;
    private final AddonWorker worker;
    private final RestoreStore restores;

    /** Opens the addon that lies in a directory, made with its seed when it is new. */
    Addon(String id, AddonSpec spec, Path directory, String description, Host host) {
        this.id = id;
        this.description = description;
        this.host = host;
        this.database = Databases.of(spec.type(), id, directory, host);
        this.backups = new BackupStore(directory.resolve("backups"), database, host.logClock());
        this.restores = new RestoreStore(directory.resolve("restores"), host.logClock());
        this.state = new StateFile<>(directory.resolve("addon.json"), AddonState.class);
        if (state.read().isEmpty()) {
            database.create(spec.seed());
            state.write(new AddonState(host.clock().instant(), false, Optional.empty()));
        } else if (!isPaused()) {
            database.start();
        }
        this.worker = new AddonWorker(id, database, backups, restores, host, this::isPaused);
    }

    /** Ends what an earlier emulator left unfinished and takes up what it left scheduled. */
    public void recover() {
        worker.recover();
        if (!isPaused()) {
            worker.wake();
        }
    }

    public String id() {
        return id;
    }

    /** A text for people; may be empty. */
    public String description() {
        return description;
    }

    public Instant createdAt() {
        return state.read().orElseThrow().createdAt();
    }

    public boolean isPaused() {
        return state.read().orElseThrow().paused();
    }

    /** The status in the API's words. */
    public String status() {
        return isPaused() ? "paused" : worker.activity().orElse("running");
    }

    /** The kind of database, in the API's words. */
    public String type() {
        return database.type();
    }

    /** The version that the addon was upgraded to, else that of the database. */
    public String version() {
        return state.read().orElseThrow().upgradedTo().orElseGet(database::version);
    }

    /**
     * Has the addon tell a higher version from now on. The database stays what the machine has: what changes is which backups fit.
     * Refused while it is at work, since a backup is of one version.
     */
    public synchronized void upgrade(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw Refusal.invalid("version is '" + version + "' but must be numbers with dots between, such as 16.4");
        }
        String present = version();
        if (Version.parse(version).compareTo(Version.parse(present)) <= 0) {
            throw Refusal.invalid("version is '" + version + "' but must be higher than the present one, " + present);
        }
        if (isPaused()) {
            throw Refusal.conflict("addon-not-running", "Addon is not running");
        }
        boolean idle = backups().stream().allMatch(backup -> backup.status().isEnd())
                && restores().stream().allMatch(restore -> restore.status().isEnd());
        if (!idle) {
            throw Refusal.conflict("addon-busy", "A backup or restore of the addon has not ended");
        }
        state.write(state.read().orElseThrow().withVersion(version));
    }

    /** How jobs and services reach the database: what {@code ${addons.ID.NAME}} stands for, by its name. */
    public Map<String, String> references() {
        return database.references();
    }

    /** How clients of the API reach the database, by the names of the secrets. */
    public Map<String, String> secrets() {
        return database.secrets();
    }

    /** Pauses the addon: nobody reaches it, and backups asked for from now on wait. */
    public synchronized void pause() {
        state.write(state.read().orElseThrow().withPaused(true));
        database.stop();
    }

    /** Stops the database and starts it again. */
    public synchronized void restart() {
        if (!isPaused()) {
            database.stop();
            database.start();
        }
    }

    /** Ends the pause and runs what has waited. */
    public synchronized void resume() {
        if (!isPaused()) {
            throw Refusal.conflict("addon-not-paused", "Addon is not paused");
        }
        database.start();
        state.write(state.read().orElseThrow().withPaused(false));
        worker.wake();
    }

    /** Asks for a backup; it runs by itself as soon as the addon runs. */
    public synchronized Backup backUp(BackupRequest request) {
        String name = request.name().orElseGet(this::unusedName);
        String backupId = BackupRequest.slug(name);
        if (backups.find(backupId).isPresent()) {
            throw Refusal.conflict("backup-exists", "A backup with the id '" + backupId + "' already exists");
        }
        Instant now = host.clock().instant();
        Optional<String> refusal = database.refusal(request.content());
        Backup backup = new Backup(
                backupId,
                name,
                host.identifiers().uuid(),
                request.type(),
                request.compression(),
                refusal.isPresent() ? BackupStatus.NOT_SUPPORTED : BackupStatus.SCHEDULED,
                now,
                refusal.map(why -> now),
                0,
                Optional.empty(),
                false,
                request.destinations(),
                Optional.of(version()));
        refusal.ifPresent(why -> backups.log(backupId).append("backup-" + backupId, "Not supported: " + why));
        worker.write(backup);
        if (refusal.isEmpty() && !isPaused()) {
            worker.wake();
        }
        return backup;
    }

    private String unusedName() {
        String date = "backup-" + DATE.format(host.clock().instant());
        return backups.find(date).isEmpty()
                ? date
                : date + "-" + host.identifiers().suffix();
    }

    /** All backups, newest first. */
    public List<Backup> backups() {
        return backups.list();
    }

    /** One backup; refused with 404 when there is none of this id. */
    public Backup backup(String backupId) {
        return backups.find(backupId).orElseThrow(() -> Refusal.missing("backup", "backupId", backupId));
    }

    /** The file that a completed dump is stored in. */
    public Path dumpFile(String backupId) {
        Backup backup = backup(backupId);
        if (!backup.isDump() || backup.status() != BackupStatus.COMPLETED) {
            throw Refusal.conflict("backup-not-downloadable", "Only a completed dump can be downloaded");
        }
        return backups.stored(backup);
    }

    /** What the backup's log says; nothing for snapshots. */
    public List<LogLine> backupLog(String backupId) {
        Backup backup = backup(backupId);
        return backup.isDump() ? backups.log(backupId).read() : List.of();
    }

    /** Deletes a backup that has come to an end. */
    public synchronized void deleteBackup(String backupId) {
        Backup backup = backup(backupId);
        if (!backup.status().isEnd()) {
            throw Refusal.conflict("backup-in-progress", "The backup is still in progress; abort it first");
        }
        backups.delete(backup);
    }

    /** Keeps a backup for ever. */
    public synchronized void retain(String backupId) {
        backups.write(backup(backupId).retainedForEver());
    }

    /** Stops a backup that has not come to an end. */
    public void abortBackup(String backupId) {
        if (backup(backupId).status().isEnd()) {
            throw Refusal.conflict("backup-concluded", "The backup has already ended");
        }
        worker.abortBackup(backupId);
    }

    /**
     * Starts putting a backup's content in the place of the present one.
     *
     * @param source the addon that the backup is of
     */
    public synchronized Restore restore(Addon source, String backupId) {
        Backup backup = source.backup(backupId);
        refuseMisfit(source, backup);
        if (backup.status() != BackupStatus.COMPLETED) {
            throw Refusal.conflict("backup-not-completed", "Only a completed backup can be restored");
        }
        if (isPaused()) {
            throw Refusal.conflict("addon-not-running", "Addon is not running");
        }
        Restore restore = new Restore(
                host.identifiers().objectId(),
                backupId,
                BackupStatus.SCHEDULED,
                host.clock().instant(),
                Optional.empty(),
                Optional.of(source.id()).filter(other -> !other.equals(id)));
        restores.write(restore);
        worker.takeFrom(restore.id(), source.database, source.backups);
        worker.wake();
        return restore;
    }

    private void refuseMisfit(Addon origin, Backup backup) {
        if (!origin.type().equals(type())) {
            throw Refusal.invalid(
                    "the backup is of type " + origin.type() + ", and addon '" + id + "' of type " + type());
        }
        String then = backup.addonVersion().orElseGet(origin::version);
        if (!then.equals(version())) {
            throw Refusal.invalid(
                    "the backup is of version " + then + ", and addon '" + id + "' has version " + version());
        }
    }

    /** Puts a snapshot of another addon in the place of what is there, before anybody knows this one. */
    void fill(Addon origin, String backupId) {
        Backup backup = origin.backup(backupId);
        refuseMisfit(origin, backup);
        if (backup.isDump() || backup.status() != BackupStatus.COMPLETED) {
            throw Refusal.invalid("an addon can be forked from a completed snapshot only");
        }
        worker.fill(backup, origin.database, origin.backups);
    }

    /** Where the database's own programs are, for commands that run beside it. */
    public Optional<Path> programs() {
        return database.programs();
    }

    /** Stops a restore that has not yet changed the database. */
    public void abortRestore(String backupId, String restoreId) {
        if (restore(backupId, restoreId).status().isEnd()) {
            throw Refusal.conflict("restore-concluded", "The restore has already ended");
        }
        worker.abortRestore(restoreId);
    }

    /** All restores, newest first. */
    public List<Restore> restores() {
        return restores.list();
    }

    /** What the restore's log says. */
    public List<LogLine> restoreLog(String backupId, String restoreId) {
        return restores.log(restore(backupId, restoreId).id()).read();
    }

    private Restore restore(String backupId, String restoreId) {
        return restores.list().stream()
                .filter(restore ->
                        restore.id().equals(restoreId) && restore.backupId().equals(backupId))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("restore", "restoreId", restoreId));
    }

    /** Takes the database down and removes what lies outside of the addon's directory. */
    void delete() {
        database.close();
        database.delete();
    }

    /** Takes the database down. */
    @Override
    public void close() {
        database.close();
    }

    /**
     * What is kept of it.
     *
     * @param upgradedTo the version that it tells instead of the database's own
     */
    record AddonState(Instant createdAt, boolean paused, Optional<String> upgradedTo) {
        AddonState withPaused(boolean next) {
            return new AddonState(createdAt, next, upgradedTo);
        }

        AddonState withVersion(String next) {
            return new AddonState(createdAt, paused, Optional.of(next));
        }
    }
}
