package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.DatabaseException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Progress;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Copies of a server's files, made while it runs, as PostgreSQL's documentation has it ("Making a Base Backup Using the Low Level API"): between the start and
 * the stop of a backup all files are copied, and with them the log of what was written meanwhile, which makes them one moment when a server starts on them.
 */
final class FileSnapshot {
    private static final int NEW_NAMES_SINCE = 15;
    /** What tar says when a file changed while it was read. The log makes up for that. */
    private static final int CHANGED_MEANWHILE = 1;

    private final PostgresServer server;
    private final PostgresBinaries binaries;
    private final Sql admin;

    FileSnapshot(PostgresServer server, PostgresBinaries binaries, Sql admin) {
        this.server = server;
        this.binaries = binaries;
        this.admin = admin;
    }

    /** Writes all files of the server into one tar archive. */
    void save(Path target, Progress progress) throws IOException, SQLException {
        boolean newNames = Integer.parseInt(binaries.major()) >= NEW_NAMES_SINCE;
        String data = server.data().toString();
        try (Connection connection = admin.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    newNames
                            ? "select pg_backup_start('snapshot', true)"
                            : "select pg_start_backup('snapshot', true, false)");
            progress.say("Copying the files of PostgreSQL " + binaries.version());
            Tool.of(
                            "tar",
                            "-cf",
                            target.toString(),
                            "--exclude=./pg_wal/*",
                            "--exclude=./postmaster.*",
                            "-C",
                            data,
                            ".")
                    .accepting(CHANGED_MEANWHILE)
                    .run();
            Path label = target.resolveSibling("backup_label");
            try (ResultSet stopped = statement.executeQuery(
                    newNames
                            ? "select labelfile from pg_backup_stop()"
                            : "select labelfile from pg_stop_backup(false)")) {
                stopped.next();
                Files.writeString(label, stopped.getString(1));
            }
            Tool.of(
                            "tar",
                            "-rf",
                            target.toString(),
                            "-C",
                            label.getParent().toString(),
                            "./" + label.getFileName(),
                            "-C",
                            data,
                            "./pg_wal")
                    .accepting(CHANGED_MEANWHILE)
                    .run();
            Files.delete(label);
        }
    }

    /**
     * Puts the files in the place of the present ones. Who is connected loses the connection.
     *
     * @param port where the server is
     * @return where it is from then on
     */
    int restore(Path source, int port, Progress progress) throws IOException, DatabaseException {
        Path fresh = server.ownDirectory("data.restored");
        Path replaced = server.beside("data.replaced");
        DurableFiles.delete(replaced);
        server.asServer("tar", "-xf", "-", "-C", fresh.toString())
                .reading(source)
                .run();
        if (progress.isAborted()) {
            DurableFiles.delete(fresh);
            throw new DatabaseException("aborted; the database was not touched");
        }
        progress.say("Stopping the server to change its files");
        server.stop();
        swap(server.data(), replaced, fresh);
        int again;
        try {
            again = server.start(Optional.of(port));
        } catch (IOException failure) {
            swap(server.data(), fresh, replaced);
            server.start(Optional.of(port));
            throw failure;
        }
        DurableFiles.delete(replaced);
        progress.say("The server is up with the snapshot's files");
        return again;
    }

    private static void swap(Path place, Path keep, Path next) throws IOException {
        Files.move(place, keep, StandardCopyOption.ATOMIC_MOVE);
        Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes up what a restore left that never ended. */
    void recover() throws IOException {
        Path replaced = server.beside("data.replaced");
        if (Files.notExists(server.data()) && Files.exists(replaced)) {
            Files.move(replaced, server.data(), StandardCopyOption.ATOMIC_MOVE);
        }
        DurableFiles.delete(server.beside("data.restored"));
        DurableFiles.delete(replaced);
    }
}
