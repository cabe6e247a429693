package io.jenkins.plugins.releaseflow.rehearsal.emulator.database;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * One SQLite database file, which other processes may have open. Copies are made with SQLite's online backup, so that
 * they are consistent whatever the others do.
 */
public final class SqliteDatabase implements Database {
    private static final int BUSY_MILLIS = 100;
    private static final int BUSY_PAUSE_MILLIS = 50;
    private static final int BUSY_TRIES = 100;
    private static final int ALL_PAGES = -1;

    private final Path file;

    /** @param file where it is, or will be; absolute */
    public SqliteDatabase(Path file) {
        this.file = file;
    }

    @Override
    public String type() {
        return "sqlite";
    }

    @Override
    public String version() {
        return "3";
    }

    @Override
    public void start() {
        // A file is always up.
    }

    @Override
    public void stop() {
        // Whoever has the file open would not notice.
    }

    @Override
    public void close() {
        // There is no process to end.
    }

    @Override
    public Map<String, String> references() {
        return Map.of("path", file.toString(), "url", url(), "jdbcUrl", url());
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of("DATABASE_PATH", file.toString(), "DATABASE_URL", url());
    }

    @Override
    public String fileName(Content content) {
        return content == Content.DUMP ? "dump.db" : "snapshot.db";
    }

    @Override
    public Optional<String> refusal(Content content) {
        return Optional.empty();
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }

    /** {@inheritDoc} One that is there is kept as it is: it was filled before the addon was on record. */
    @Override
    public void create(Optional<Path> seed) {
        if (Files.exists(file)) {
            return;
        }
        Path temporary = file.resolveSibling("new.db");
        try {
            Files.createDirectories(file.getParent());
            DurableFiles.delete(temporary);
            try (Connection connection = open(temporary);
                    Statement statement = connection.createStatement()) {
                // Forces the file into being even when there is no script.
                statement.executeUpdate("vacuum");
                if (seed.isPresent()) {
                    statement.executeUpdate(Files.readString(seed.get()));
                }
            }
            DurableFiles.publish(temporary, file);
        } catch (SQLException failure) {
            throw new EmulatorException(
                    "the seed script " + seed.map(Path::toString).orElse("") + " failed: " + failure.getMessage()
                            + "; correct it",
                    failure);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make the database " + file, failure);
        }
    }

    @Override
    public void save(Content content, Path target, Progress progress) throws DatabaseException {
        progress.say("Backing up " + file);
        try {
            copyTo(target);
            progress.say("Copied " + Files.size(target) + " bytes; integrity check: ok");
        } catch (SQLException | IOException failure) {
            throw new DatabaseException(failure.getMessage(), failure);
        }
    }

    @Override
    public void replaceBy(Content content, Path source, Database origin, Progress progress) throws DatabaseException {
        try {
            replaceWith(source);
        } catch (SQLException failure) {
            throw new DatabaseException(failure.getMessage(), failure);
        }
    }

    /** Copies the content, page by page and as of one moment, into a new file that needs no other file beside it. */
    private void copyTo(Path target) throws SQLException {
        try (Connection connection = open(file)) {
            transfer(
                    (progress, database) -> database.backup(
                            "main", target.toString(), progress, BUSY_PAUSE_MILLIS, BUSY_TRIES, ALL_PAGES),
                    connection);
        }
        try (Connection copy = open(target);
                Statement statement = copy.createStatement()) {
            statement.execute("pragma journal_mode = delete");
            try (ResultSet result = statement.executeQuery("pragma integrity_check")) {
                if (!result.next() || !"ok".equals(result.getString(1))) {
                    throw new SQLException("the copy's integrity check says: " + result.getString(1));
                }
            }
        }
    }

    /** Replaces the content in one transaction: others see the old content or the new, never a mixture. */
    private void replaceWith(Path source) throws SQLException {
        try (Connection connection = open(file)) {
            transfer(
                    (progress, database) -> database.restore(
                            "main", source.toString(), progress, BUSY_PAUSE_MILLIS, BUSY_TRIES, ALL_PAGES),
                    connection);
        }
    }

    /** The driver answers 0 also when it gave up on a busy database; only its progress tells that all was copied. */
    private void transfer(Transfer transfer, Connection connection) throws SQLException {
        AtomicBoolean done = new AtomicBoolean();
        DB database = connection.unwrap(SQLiteConnection.class).getDatabase();
        int code = transfer.run((remaining, pages) -> done.set(remaining == 0 && pages > 0), database);
        if (code != 0 || !done.get()) {
            throw new SQLException("the database " + file + " stayed busy: another process holds a lock on it");
        }
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=" + BUSY_MILLIS);
    }

    @FunctionalInterface
    private interface Transfer {
        int run(DB.ProgressObserver progress, DB database) throws SQLException;
    }
}
