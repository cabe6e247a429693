package io.jenkins.plugins.releaseflow.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A {@link KilledHost} in a process of its own. */
final class HostProcess {
    static final String EVENT = "event ";
    static final String STANDS_STILL = "stands still";
    static final String OUTCOME = "build ended: ";
    static final String WELL = OUTCOME + "well";

    private static final Executor MUCH_LATER = CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS);

    private final Process process;
    private final Path errors;
    private volatile Optional<String> outcome = Optional.empty();

    private HostProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        CompletableFuture<?> limit = CompletableFuture.runAsync(this::kill, MUCH_LATER);
        process.onExit().thenRun(() -> limit.cancel(false));
    }

    /**
     * Starts a host. It is killed after a minute, whatever it does.
     *
     * @param home of the host
     */
    static HostProcess start(HostProgram program, Path home, URI platform, String token, HostTask task)
            throws IOException {
        Path errors = Files.createTempFile(home, "host", ".err");
        List<String> arguments = new ArrayList<>(List.of(home.toString(), platform.toString(), token));
        arguments.addAll(task.arguments());
        List<String> command = program.command(arguments);
        return new HostProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    /** SIGKILL; it is gone when this returns. What it printed can still be read, as {@link Process#destroyForcibly} would not have it. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /**
     * Follows it until it ends, and kills it where it stands still.
     *
     * @return the events that it told of
     */
    List<String> follow() {
        List<String> events = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(EVENT)) {
                    events.add(line.substring(EVENT.length()));
                } else if (line.equals(STANDS_STILL)) {
                    kill();
                } else if (line.startsWith(OUTCOME)) {
                    outcome = Optional.of(line);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        process.onExit().join();
        return events;
    }

    /** How its build ended; empty where it did not. Once it was followed. */
    Optional<String> outcome() {
        return outcome;
    }

    /** Whether it came to its own end; false where it was killed or failed. */
    boolean endedWell() {
        return process.exitValue() == 0;
    }

    /** Whether it was killed; false where it came to any end of its own. */
    boolean wasKilled() {
        return process.exitValue() == 128 + 9;
    }

    /** What it said on standard error. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
