package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A program that is run to its end. Immutable. */
final class Tool {
    private static final int LAST_LINES = 5;
    private static final int LOOK_EVERY_MILLIS = 50;

    private final List<String> command;
    private final Map<String, String> environment;
    private final Optional<Path> input;
    private final Optional<Path> output;
    private final List<Integer> goodCodes;

    private Tool(
            List<String> command,
            Map<String, String> environment,
            Optional<Path> input,
            Optional<Path> output,
            List<Integer> goodCodes) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.input = input;
        this.output = output;
        this.goodCodes = List.copyOf(goodCodes);
    }

    /** A program that says what it has to say in English. */
    static Tool of(List<String> command) {
        return new Tool(command, Map.of("LC_ALL", "C"), Optional.empty(), Optional.empty(), List.of(0));
    }

    static Tool of(String... command) {
        return of(List.of(command));
    }

    /** With variables added to the emulator's own. */
    Tool with(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(variables);
        return new Tool(command, all, input, output, goodCodes);
    }

    /** Which reads this file, opened by us, so that the program itself need not be able to. */
    Tool reading(Path file) {
        return new Tool(command, environment, Optional.of(file), output, goodCodes);
    }

    /** Whose standard output goes to this file. */
    Tool writing(Path file) {
        return new Tool(command, environment, input, Optional.of(file), goodCodes);
    }

    /** For which this exit code is none of a failure. */
    Tool accepting(int code) {
        List<Integer> codes = new ArrayList<>(goodCodes);
        codes.add(code);
        return new Tool(command, environment, input, output, codes);
    }

    /** Runs it; answers the lines that it printed. */
    List<String> run() throws IOException {
        List<String> lines = new ArrayList<>();
        run(lines::add, () -> false);
        return lines;
    }

    /**
     * Runs it.
     *
     * @param lines hears each line that it prints, in another thread
     * @param cancelled once true, the program is killed
     * @return false when it was cancelled
     * @throws IOException when it could not be started or failed, with its last lines
     */
    boolean run(Consumer<String> lines, BooleanSupplier cancelled) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                // Another user may not be able to enter where we are.
                .directory(new File("/"))
                .redirectInput(input.map(Path::toFile).orElse(new File("/dev/null")));
        output.ifPresentOrElse(file -> builder.redirectOutput(file.toFile()), () -> builder.redirectErrorStream(true));
        builder.environment().putAll(environment);
        Process process = builder.start();
        Deque<String> last = new ArrayDeque<>();
        Thread reader = new Thread(() -> read(process, lines, last), "tool-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    process.destroyForcibly().waitFor();
                    return false;
                }
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(name() + " was interrupted", interrupted);
        }
        if (!goodCodes.contains(process.exitValue())) {
            synchronized (last) {
                throw new IOException(name() + " failed with exit code " + process.exitValue()
                        + (last.isEmpty() ? "" : ": " + String.join(" | ", last)));
            }
        }
        return true;
    }

    /** Says the program's name only: arguments may hold what is nobody's business. */
    private String name() {
        return Path.of(command.get(0)).getFileName().toString();
    }

    private void read(Process process, Consumer<String> lines, Deque<String> last) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                output.isPresent() ? process.getErrorStream() : process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (last) {
                    last.add(line);
                    if (last.size() > LAST_LINES) {
                        last.remove();
                    }
                }
                lines.accept(line);
            }
        } catch (IOException ended) {
            // The exit code tells how it ended.
            return;
        }
    }
}
