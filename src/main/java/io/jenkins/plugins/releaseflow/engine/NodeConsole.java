package io.jenkins.plugins.releaseflow.engine;

/** Where a node tells people what it does. Called from the engine's threads, one line at a time; must return soon. */
@FunctionalInterface
public interface NodeConsole {
    /** Prints a line, given without its line end. */
    void println(String line);

    /** Prints nothing. */
    static NodeConsole silent() {
        return line -> {};
    }
}
