package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The packaged jar in a process of its own, as {@code ./rehearse} starts it. Closing it ends the process. */
final class RehearseProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** How it ended, and what it printed. */
    record Ended(int exitCode, String out, String err) {
        JsonNode json() {
            try {
                return MAPPER.readerFor(JsonNode.class)
                        .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .readValue(out);
            } catch (IOException notOneDocument) {
                throw new UncheckedIOException(this.toString(), notOneDocument);
            }
        }

        List<String> errorLines() {
            return err.lines().toList();
        }
    }

    private final Process process;
    private final Path out;
    private final Path err;

    private RehearseProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param scratch where its output is kept */
    static RehearseProcess start(Path scratch, Map<String, String> environment, Object... arguments)
            throws IOException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        List<String> command = new ArrayList<>(signalsAsOnATerminal());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/release-flow-rehearsal.jar"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // Here, for what it starts as well: compilers, migrations and services that live for seconds.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().putAll(environment);
        return new RehearseProcess(builder.start(), out, err);
    }

    static Ended run(Path scratch, Object... arguments) throws IOException {
        return run(scratch, Map.of(), arguments);
    }

    static Ended run(Path scratch, Map<String, String> environment, Object... arguments) throws IOException {
        try (RehearseProcess process = start(scratch, environment, arguments)) {
            return process.await();
        }
    }

    /** A build in the background ignores interrupts, and so would all that it starts. */
    private static List<String> signalsAsOnATerminal() throws IOException {
        List<String> reset = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(reset);
        probe.add("true");
        int exitCode = new ProcessBuilder(probe).start().onExit().join().exitValue();
        return exitCode == 0 ? reset : List.of();
    }

    /** Waits for its end. */
    Ended await() throws IOException {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("did not end: " + soFar());
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** What it printed on standard output so far. */
    String out() {
        return soFar(out);
    }

    /** What it printed on standard error so far. */
    String err() {
        return soFar(err);
    }

    private static String soFar(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until the condition holds, which this process is to bring about while it lives. */
    void awaitThat(BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("did not come about: " + soFar());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** As Ctrl-C on the terminal does. */
    void interrupt() throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    /** Without any chance to tidy up, and without what it started. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    private String soFar() throws IOException {
        return "alive: " + process.isAlive() + "\n" + Files.readString(out) + Files.readString(err);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    kill();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
