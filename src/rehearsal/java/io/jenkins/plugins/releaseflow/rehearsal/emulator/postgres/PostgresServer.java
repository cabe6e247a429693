package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.PortLease;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One server on 127.0.0.1 with its data directory. Confined to one thread at a time. */
final class PostgresServer {
    static final String DATA = "data";
    static final String ADMIN = "postgres";

    /** It holds rehearsal's data only: what survives the end of every process is enough, and a loss of power may take it. */
    private static final String SETTINGS = """

            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 50
            shared_buffers = 16MB
            fsync = off
            # For snapshots: the log of what happens while files are copied.
            wal_keep_size = 256MB
            """;

    private final ServerPlace place;
    private final ServerAccount account;
    private final PostgresBinaries binaries;
    private final RandomGenerator random;
    private Optional<PortLease> lease = Optional.empty();

    PostgresServer(ServerPlace place, ServerAccount account, PostgresBinaries binaries, RandomGenerator random) {
        this.place = place;
        this.account = account;
        this.binaries = binaries;
        this.random = random;
    }

    /** Where its data is. */
    Path data() {
        return place.directory().resolve(DATA);
    }

    /** Where it may have files of its own beside its data. */
    Path beside(String name) {
        return place.directory().resolve(name);
    }

    /** Makes an empty data directory in the place of what is there. */
    void initialize(String adminPassword) throws IOException {
        endLeftover();
        DurableFiles.delete(data());
        Path password = beside("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, adminPassword);
        account.give(password);
        run(
                "initdb",
                "-D",
                data().toString(),
                "-U",
                ADMIN,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
        Files.delete(password);
        Files.writeString(data().resolve("postgresql.conf"), SETTINGS, StandardOpenOption.APPEND);
    }

    /**
     * Starts it.
     *
     * @param wished the port it had before; another one is taken where that is in use
     * @return its port
     */
    int start(Optional<Integer> wished) throws IOException {
        endLeftover();
        PortLease taken = wished.flatMap(PortLease::take).orElse(null);
        lease = Optional.of(taken == null ? PortLease.take(random) : taken);
        int port = lease.get().port();
        try {
            run(
                    "pg_ctl",
                    "-D",
                    data().toString(),
                    "-l",
                    beside("server.log").toString(),
                    "-o",
                    "-p " + port,
                    "-w",
                    "-t",
                    "60",
                    "start");
        } catch (IOException failure) {
            giveBack();
            throw new IOException(failure.getMessage() + "; its log is " + beside("server.log"), failure);
        }
        return port;
    }

    boolean isUp() {
        return lease.isPresent();
    }

    /** Ends it, with the connections that there are; does nothing where it is down. */
    void stop() throws IOException {
        if (isUp()) {
            try {
                run("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "-t", "20", "stop");
            } finally {
                endLeftover();
                giveBack();
            }
        }
    }

    /** Deletes all its files; it is down. */
    void delete() throws IOException {
        DurableFiles.delete(place.directory());
    }

    private void giveBack() {
        lease.ifPresent(PortLease::close);
        lease = Optional.empty();
    }

    /** Ends what an emulator that was killed left running on the data. */
    void endLeftover() {
        Leftover.of(data()).ifPresent(Leftover::end);
    }

    /** Makes an empty directory that is the server's own. */
    Path ownDirectory(String name) throws IOException {
        Path directory = beside(name);
        DurableFiles.delete(directory);
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.give(directory);
        return directory;
    }

    /** A program that runs as the server does. */
    Tool asServer(String... command) {
        return Tool.of(account.command(List.of(command)));
    }

    private void run(String program, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = binaries.program(program);
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        asServer(command).run();
    }
}
