package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Content;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Database;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.DatabaseException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.database.Progress;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Identifiers;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A PostgreSQL database with a server of its own, which runs while the addon does and ends with this process. What a process that was killed left running is ended
 * at the next start.
 */
public final class PostgresDatabase implements Database {
    private static final Logger LOGGER = Logger.getLogger(PostgresDatabase.class.getName());
    private static final Path SYSTEM = Path.of("/var/tmp");
    private static final String HOST = "127.0.0.1";

    private final String name;
    private final Identifiers identifiers;
    private final PostgresBinaries binaries;
    private final PostgresServer server;
    private final StateFile<ServerRecord> record;

    /**
     * Finds a PostgreSQL for the database; starts nothing.
     *
     * @param addon id of the addon, which the database is named after
     * @param directory the addon's own
     * @throws EmulatorException with the remedy where there is none that can be used
     */
    public PostgresDatabase(String addon, Path directory, Identifiers identifiers) {
        this.name = addon.replace('-', '_');
        this.identifiers = identifiers;
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot make " + directory, failure);
        }
        ServerAccount account = ServerAccount.ofThisProcess(directory);
        ServerPlace place = ServerPlace.of(directory, account, SYSTEM);
        this.binaries = PostgresFinder.ofThisMachine().find(majorOf(place), place.binaries());
        this.server = new PostgresServer(place, account, binaries, new SecureRandom());
        this.record = new StateFile<>(directory.resolve("server.json"), ServerRecord.class);
    }

    /** The version that made the data, if there are any. */
    private static Optional<String> majorOf(ServerPlace place) {
        Path file = place.directory().resolve(PostgresServer.DATA).resolve("PG_VERSION");
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    @Override
    public String type() {
        return "postgresql";
    }

    /** {@inheritDoc} Servers whose versions differ in what follows have the same files and dumps. */
    @Override
    public String version() {
        return binaries.major();
    }

    @Override
    public synchronized void create(Optional<Path> seed) {
        ServerRecord made = new ServerRecord(0, name, identifiers.token(), identifiers.token());
        try {
            server.initialize(made.adminPassword());
            record.write(made.at(server.start(Optional.empty())));
            admin().execute(
                            "postgres",
                            "create role " + Sql.name(name) + " login password " + Sql.text(made.userPassword()));
            admin().execute("postgres", "create database " + Sql.name(name) + " owner " + Sql.name(name));
            fill(seed);
        } catch (IOException | SQLException failure) {
            stop();
            throw new EmulatorException(
                    "cannot make the PostgreSQL database " + name + ": " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            stop();
            throw failure;
        }
    }

    private void fill(Optional<Path> seed) throws IOException {
        if (seed.isPresent()) {
            try {
                user().execute(name, Files.readString(seed.get()));
            } catch (SQLException failure) {
                throw new EmulatorException(
                        "the seed script " + seed.get() + " failed: " + failure.getMessage() + "; correct it", failure);
            }
        }
    }

    @Override
    public synchronized void start() {
        if (server.isUp()) {
            return;
        }
        try {
            server.endLeftover();
            snapshots().recover();
            bringUp();
            dumps().recover();
        } catch (IOException | SQLException failure) {
            throw new EmulatorException(
                    "cannot start the PostgreSQL of " + name + ": " + failure.getMessage(), failure);
        }
    }

    private void bringUp() throws IOException {
        record.write(known().at(server.start(Optional.of(known().port()))));
    }

    @Override
    public synchronized void stop() {
        try {
            server.stop();
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "the PostgreSQL of " + name + " did not end in order", failure);
        }
    }

    @Override
    public void delete() {
        try {
            server.delete();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the PostgreSQL of " + name, failure);
        }
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public Map<String, String> references() {
        Map<String, String> references = new LinkedHashMap<>();
        references.put("host", HOST);
        references.put("port", Integer.toString(known().port()));
        references.put("database", known().database());
        references.put("user", known().database());
        references.put("password", known().userPassword());
        references.put("url", url(known().database(), known().userPassword()));
        references.put("jdbcUrl", jdbcUrl());
        return references;
    }

    @Override
    public Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("HOST", HOST);
        secrets.put("PORT", Integer.toString(known().port()));
        secrets.put("DATABASE", known().database());
        secrets.put("USERNAME", known().database());
        secrets.put("PASSWORD", known().userPassword());
        secrets.put("ADMIN_USERNAME", PostgresServer.ADMIN);
        secrets.put("ADMIN_PASSWORD", known().adminPassword());
        secrets.put("POSTGRES_URI", url(known().database(), known().userPassword()));
        secrets.put("POSTGRES_URI_ADMIN", url(PostgresServer.ADMIN, known().adminPassword()));
        secrets.put("JDBC_POSTGRES_URI", jdbcUrl());
        return secrets;
    }

    private String url(String user, String password) {
        return "postgresql://" + user + ":" + password + "@" + HOST + ":" + known().port() + "/" + known().database();
    }

    private String jdbcUrl() {
        return "jdbc:postgresql://" + HOST + ":" + known().port() + "/" + known().database() + "?user="
                + known().database() + "&password=" + known().userPassword();
    }

    @Override
    public String fileName(Content content) {
        return content == Content.DUMP ? "dump.pgdump" : "snapshot.tar";
    }

    @Override
    public Optional<String> refusal(Content content) {
        boolean can = content == Content.SNAPSHOT
                || binaries.client("pg_dump").isPresent()
                        && binaries.client("pg_restore").isPresent();
        return can
                ? Optional.empty()
                : Optional.of("there is no pg_dump in " + binaries.directory()
                        + "; install a complete PostgreSQL, or make a snapshot");
    }

    @Override
    public synchronized void save(Content content, Path target, Progress progress) throws DatabaseException {
        try {
            if (content == Content.DUMP) {
                dumps().save(target, progress);
            } else {
                snapshots().save(target, progress);
            }
        } catch (IOException | SQLException failure) {
            throw new DatabaseException(failure.getMessage(), failure);
        }
    }

    @Override
    public synchronized void replaceBy(Content content, Path source, Database origin, Progress progress)
            throws DatabaseException {
        try {
            if (content == Content.DUMP) {
                dumps().restore(source, origin != this, progress);
            } else {
                // Names and passwords come with the files.
                ServerRecord saved = origin instanceof PostgresDatabase other ? other.known() : known();
                record.write(saved.at(snapshots().restore(source, known().port(), progress)));
            }
        } catch (IOException | SQLException failure) {
            throw new DatabaseException(failure.getMessage(), failure);
        }
    }

    @Override
    public Optional<Path> programs() {
        return Optional.of(binaries.directory());
    }

    private NativeDump dumps() {
        return new NativeDump(binaries, admin(), known().database(), known().database());
    }

    private FileSnapshot snapshots() {
        return new FileSnapshot(server, binaries, admin());
    }

    private Sql admin() {
        return new Sql(known().port(), PostgresServer.ADMIN, known().adminPassword());
    }

    private Sql user() {
        return new Sql(known().port(), name, known().userPassword());
    }

    private ServerRecord known() {
        return record.read().orElseThrow(() -> new EmulatorException("the PostgreSQL of " + name + " was never made"));
    }
}
