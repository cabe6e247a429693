package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.flow;

import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The console text of a run: whole lines, with secrets hidden, to the log file and to whoever watches. Thread-safe: lines of parallel
 * branches do not mix.
 */
public final class Console {

    private static final String MASK = "****";

    private final List<OutputStream> outputs;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    /** A console that writes to all of the given streams; it closes none. */
    public Console(List<OutputStream> outputs) {
        this.outputs = List.copyOf(outputs);
    }

    /** From now on the text appears nowhere. */
    public void hide(String secret) {
        secret.lines().filter(line -> !line.isBlank()).forEach(secrets::add);
    }

    /** Writes a line. */
    public synchronized void println(String line) {
        byte[] bytes = (masked(line) + "\n").getBytes(StandardCharsets.UTF_8);
        for (OutputStream output : outputs) {
            try {
                output.write(bytes);
                output.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("The console text can't be written: " + e.getMessage(), e);
            }
        }
    }

    /** A listener whose lines appear here, each behind the prefix. */
    public TaskListener listener(String prefix) {
        PrintStream stream = new PrintStream(new Lines(prefix), false, StandardCharsets.UTF_8);
        return new ConsoleListener(stream);
    }

    private String masked(String line) {
        String masked = line;
        // The longest first: one secret may be part of another.
        for (String secret : secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    @SuppressWarnings("serial")
    private record ConsoleListener(PrintStream stream) implements TaskListener {
        @Override
        public PrintStream getLogger() {
            return stream;
        }
    }

    private final class Lines extends OutputStream {

        private final String prefix;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public synchronized void write(int character) {
            if (character == '\n') {
                println(prefix + line.toString(StandardCharsets.UTF_8).stripTrailing());
                line.reset();
            } else {
                line.write(character);
            }
        }
    }
}
