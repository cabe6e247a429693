package hudson.model;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Receives what a task prints: for a build, its console. */
public interface TaskListener extends Serializable {
    /** Swallows everything. */
    TaskListener NULL = new NullTaskListener();

    /** Where the task prints. Line by line, from any thread. */
    PrintStream getLogger();

    /** The encoding of {@link #getLogger()}. */
    default Charset getCharset() {
        return StandardCharsets.UTF_8;
    }

    /** Prints text that pages show as a link. */
    default void hyperlink(String url, String text) throws java.io.IOException {
        getLogger().print(text);
    }

    /** Prints an error; details may be printed to the returned writer. */
    default PrintWriter error(String msg) {
        getLogger().println("ERROR: " + msg);
        return new PrintWriter(getLogger(), true, getCharset());
    }

    /** Like {@link #error(String)}, with a {@link String#format} pattern. */
    default PrintWriter error(String format, Object... args) {
        return error(String.format(format, args));
    }

    /** Prints an error that ends the task; details may be printed to the returned writer. */
    default PrintWriter fatalError(String msg) {
        getLogger().println("FATAL: " + msg);
        return new PrintWriter(getLogger(), true, getCharset());
    }

    /** Like {@link #fatalError(String)}, with a {@link String#format} pattern. */
    default PrintWriter fatalError(String format, Object... args) {
        return fatalError(String.format(format, args));
    }
}

/** The listener that nobody reads. */
final class NullTaskListener implements TaskListener {
    private static final long serialVersionUID = 1L;

    @Override
    public PrintStream getLogger() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    private Object readResolve() {
        return NULL;
    }
}
