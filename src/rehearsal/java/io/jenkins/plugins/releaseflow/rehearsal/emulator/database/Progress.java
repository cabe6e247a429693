package io.jenkins.plugins.releaseflow.rehearsal.emulator.database;

/** How what takes long tells what it does, and hears that nobody wants it any more. */
public interface Progress {
    /** Notes one line for people. */
    void say(String line);

    /** Whether it is to stop at the next moment at which nothing would be left half done. */
    boolean isAborted();
}
