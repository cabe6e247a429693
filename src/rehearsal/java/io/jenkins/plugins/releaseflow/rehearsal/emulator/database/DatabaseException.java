package io.jenkins.plugins.releaseflow.rehearsal.emulator.database;

/** The database could not do what was asked, and has the content that it had before. The message is for people. */
public final class DatabaseException extends Exception {
    private static final long serialVersionUID = 1;

    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
