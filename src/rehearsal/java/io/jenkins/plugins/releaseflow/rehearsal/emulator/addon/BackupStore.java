package io.jenkins.plugins.releaseflow.rehearsal.emulator.addon;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Database;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogClock;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The backups of one addon on disk: for each a directory with its record, its stored file and its log. */
final class BackupStore {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]+");
    private static final String STORING = "storing.tmp";

    private final Path directory;
    private final Database database;
    private final LogClock clock;

    BackupStore(Path directory, Database database, LogClock clock) {
        this.directory = directory;
        this.database = database;
        this.clock = clock;
    }

    /** All backups, newest first. */
    List<Backup> list() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.flatMap(entry -> find(entry.getFileName().toString()).stream())
                    .sorted(Comparator.comparing(Backup::createdAt)
                            .thenComparing(Backup::id)
                            .reversed())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + directory, failure);
        }
    }

    Optional<Backup> find(String id) {
        return ID.matcher(id).matches() ? record(id).read() : Optional.empty();
    }

    void write(Backup backup) {
        record(backup.id()).write(backup);
    }

    void delete(Backup backup) {
        try {
            // The record goes first: what is left after a crash is no backup any more.
            Files.deleteIfExists(of(backup.id()).resolve("backup.json"));
            DurableFiles.delete(of(backup.id()));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the backup " + backup.id(), failure);
        }
    }

    LogFile log(String id) {
        return new LogFile(of(id).resolve("backup.log"), clock);
    }

    Path stored(Backup backup) {
        String file = database.fileName(backup.content());
        return of(backup.id()).resolve(file + compression(backup).suffix());
    }

    /** A name in the backup's directory for a database file that is only needed for a while. */
    Path temporary(Backup backup, String name) throws IOException {
        Files.createDirectories(of(backup.id()));
        Path temporary = of(backup.id()).resolve(name);
        DurableFiles.delete(temporary);
        return temporary;
    }

    /** Stores a database file under the backup's name, compressed if it is a dump, and answers its checksum. */
    String store(Backup backup, Path database) throws IOException {
        Path storing = temporary(backup, STORING);
        try (InputStream in = Files.newInputStream(database);
                OutputStream file = Files.newOutputStream(storing);
                OutputStream out = compression(backup).writing(file)) {
            in.transferTo(out);
        }
        String checksum = checksum(storing);
        DurableFiles.publish(storing, stored(backup));
        return checksum;
    }

    /** Writes the backed-up database to a file, after the stored file's checksum was found right. */
    void extract(Backup backup, Path database) throws IOException {
        String checksum = checksum(stored(backup));
        if (!Optional.of(checksum).equals(backup.sha256())) {
            throw new IOException("the backup's file " + stored(backup) + " is damaged: its SHA-256 is " + checksum);
        }
        try (InputStream file = Files.newInputStream(stored(backup));
                InputStream in = compression(backup).reading(file)) {
            Files.copy(in, database);
        }
    }

    /** Only dumps are compressed. */
    private static Compression compression(Backup backup) {
        return backup.isDump() ? Compression.of(backup.compression()) : Compression.NONE;
    }

    private static String checksum(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new EmulatorException("this Java has no SHA-256; use a complete one", missing);
        }
    }

    private Path of(String id) {
        return directory.resolve(id);
    }

    private StateFile<Backup> record(String id) {
        return new StateFile<>(of(id).resolve("backup.json"), Backup.class);
    }
}
