package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A command as an OS process whose output and exit code are kept in a directory of its own, so that a later emulator
 * finds it again, whether it still runs or has ended meanwhile. Confined to one thread at a time.
 */
public final class ManagedProcess {
    /**
     * Writes its own id first and the command's exit code last. It ignores the terminal's interrupt, which reaches
     * every process of the terminal: whether the command ends with the emulator is the emulator's decision. Asked to
     * terminate, which the command is asked too, it lives on until the command has ended.
     */
    private static final String WRAPPER = """
            trap '' INT HUP
            trap : TERM
            echo $$ > "$1/pid.tmp" && mv "$1/pid.tmp" "$1/pid"
            sh -c "$2"
            code=$?
            echo $code > "$1/exit.tmp" && mv "$1/exit.tmp" "$1/exit"
            exit $code
            """;

    private final Path directory;
    private final Optional<ProcessHandle> handle;
    private final OutputTail tail;

    private ManagedProcess(Path directory, Optional<ProcessHandle> handle, OutputTail tail) {
        this.directory = directory;
        this.handle = handle;
        this.tail = tail;
    }

    /**
     * Starts a command.
     *
     * @param directory where its traces are kept; made when missing
     * @param workingDirectory where it runs
     * @param command for {@code sh -c}
     * @param environment added to the emulator's own environment, in which {@code JAVA_HOME} is its own Java when unset
     * @param log where its output goes, standard output and error alike
     * @param container the name its lines carry in the log
     */
    public static ManagedProcess start(
            Path directory,
            Path workingDirectory,
            String command,
            Map<String, String> environment,
            LogFile log,
            String container) {
        Path output = directory.resolve("output");
        try {
            Files.createDirectories(directory);
            ProcessBuilder builder = new ProcessBuilder(
                            List.of("sh", "-c", WRAPPER, "release-flow-rehearsal", directory.toString(), command))
                    .directory(workingDirectory.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            ProcessHandle handle = builder.start().toHandle();
            identity(directory).write(ProcessIdentity.of(handle));
            return new ManagedProcess(directory, Optional.of(handle), new OutputTail(output, log, container));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot start a process in " + workingDirectory + " (" + failure.getMessage() + ")", failure);
        }
    }

    /** Finds a process that an earlier emulator started in this directory, running or ended. */
    public static ManagedProcess reattach(Path directory, LogFile log, String container) {
        return new ManagedProcess(
                directory, survivor(directory), new OutputTail(directory.resolve("output"), log, container));
    }

    /** The process that an earlier emulator started in this directory, if it still runs. */
    static Optional<ProcessHandle> survivor(Path directory) {
        Optional<ProcessIdentity> recorded = identity(directory).read();
        if (recorded.isPresent()) {
            return recorded.flatMap(ProcessIdentity::find);
        }
        // The emulator died right after the start: the process's own note and its command line identify it.
        return number(directory.resolve("pid")).stream()
                .mapToObj(pid -> ProcessHandle.of(pid).filter(ProcessIdentity::lives))
                .flatMap(Optional::stream)
                .filter(found ->
                        List.of(found.info().arguments().orElse(new String[0])).contains(directory.toString()))
                .findFirst();
    }

    private static StateFile<ProcessIdentity> identity(Path directory) {
        return new StateFile<>(directory.resolve("process.json"), ProcessIdentity.class);
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return !Files.exists(directory.resolve("exit"))
                && handle.filter(ProcessIdentity::lives).isPresent();
    }

    /** Moves what it has written into the log. */
    public void drain() {
        tail.drain(!isAlive());
    }

    /** The exit code; empty while it runs, and for ever when it was killed before it could leave one. */
    public OptionalInt exitCode() {
        return number(directory.resolve("exit"));
    }

    /** Waits until it has ended or the time is over; true when it has ended. */
    public boolean awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (isAlive()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    /** Ends it with all that it started; blocks for the grace period at most, and a little. */
    public void end(Duration grace) {
        handle.filter(ProcessIdentity::lives).ifPresent(found -> ProcessTree.end(found, grace));
    }

    private static OptionalInt number(Path file) {
        try {
            return Files.exists(file)
                    ? OptionalInt.of(Integer.parseInt(Files.readString(file).strip()))
                    : OptionalInt.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}
