package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.DatabaseException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Dumps in PostgreSQL's custom format, by {@code pg_dump} and {@code pg_restore}.
 *
 * <p>A dump is restored into a new database, which then takes the place of the old one: what was made since the dump is gone too, and a restore that fails has
 * changed nothing.
 */
final class NativeDump {
    private static final String IN_USE = "55006";
    private static final int TRIES = 50;

    private final PostgresBinaries binaries;
    private final Sql admin;
    private final String database;
    private final String owner;

    NativeDump(PostgresBinaries binaries, Sql admin, String database, String owner) {
        this.binaries = binaries;
        this.admin = admin;
        this.database = database;
        this.owner = owner;
    }

    /** Writes a dump. It is not compressed: whoever keeps it does that. */
    void save(Path target, Progress progress) throws IOException, DatabaseException {
        progress.say("Dumping the database " + database + " with pg_dump " + binaries.version());
        // Told apart from the dump's own compression, which knows zstd from version 16 on only.
        boolean whole = client("pg_dump", "-Fc", "-Z0", "--verbose", "-d", database, "-f", target.toString())
                .run(line -> tell(line, progress), progress::isAborted);
        if (whole) {
            long entries =
                    Tool.of(binaries.client("pg_restore").orElseThrow(), "--list", target.toString()).run().stream()
                            .filter(line -> !line.startsWith(";"))
                            .count();
            progress.say("Dumped; its table of contents has " + entries + " entries");
        }
    }

    /**
     * Replaces the database by what was dumped.
     *
     * @param foreign whether it comes from another server, whose users are not there: all is the owner's then
     */
    void restore(Path source, boolean foreign, Progress progress) throws IOException, SQLException, DatabaseException {
        String fresh = database + "_restored";
        drop(fresh);
        admin.execute(
                "postgres", "create database " + Sql.name(fresh) + " template template0 owner " + Sql.name(owner));
        try {
            Tool restore = foreign
                    ? client(
                            "pg_restore",
                            "--verbose",
                            "--exit-on-error",
                            "--no-owner",
                            "--no-acl",
                            "--role=" + owner,
                            "-d",
                            fresh,
                            source.toString())
                    : client("pg_restore", "--verbose", "--exit-on-error", "-d", fresh, source.toString());
            boolean whole = restore.run(line -> tell(line, progress), progress::isAborted);
            if (!whole) {
                throw new DatabaseException("aborted; the database was not touched");
            }
            swap(fresh);
        } catch (IOException | SQLException | DatabaseException failure) {
            open(database);
            drop(fresh);
            throw failure;
        }
        drop(replaced());
    }

    /** Takes up what a restore left that never ended. */
    void recover() throws SQLException {
        open(database);
        drop(replaced());
    }

    private String replaced() {
        return database + "_replaced";
    }

    private void swap(String fresh) throws SQLException {
        drop(replaced());
        admin.execute("postgres", "alter database " + Sql.name(database) + " with allow_connections false");
        SQLException last = new SQLException("the database " + database + " stayed in use");
        for (int tries = 0; tries < TRIES; tries++) {
            try (Connection connection = admin.connect("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = " + Sql.text(database));
                connection.setAutoCommit(false);
                statement.execute("alter database " + Sql.name(database) + " rename to " + Sql.name(replaced()));
                statement.execute("alter database " + Sql.name(fresh) + " rename to " + Sql.name(database));
                connection.commit();
                return;
            } catch (SQLException failure) {
                if (!IN_USE.equals(failure.getSQLState())) {
                    throw failure;
                }
                last = failure;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
        throw last;
    }

    private void open(String name) throws SQLException {
        admin.execute("postgres", "alter database " + Sql.name(name) + " with allow_connections true");
    }

    private void drop(String name) throws SQLException {
        admin.execute("postgres", "drop database if exists " + Sql.name(name) + " with (force)");
    }

    /** What is said of each thing that is read or prepared would hide the rest. */
    private static void tell(String line, Progress progress) {
        if (!line.matches(
                "pg_(dump|restore): (reading|saving|identifying|finding|flagging|last built-in|executing|entering|connecting|implied).*")) {
            progress.say(line);
        }
    }

    private Tool client(String program, String... arguments) {
        List<String> connection = List.of(
                binaries.client(program).orElseThrow(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(admin.port()),
                "-U",
                admin.user());
        String[] command =
                Stream.concat(connection.stream(), Stream.of(arguments)).toArray(String[]::new);
        return Tool.of(command).with(Map.of("PGPASSWORD", admin.password()));
    }
}
