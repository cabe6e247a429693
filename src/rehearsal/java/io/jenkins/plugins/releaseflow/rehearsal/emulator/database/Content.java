package io.jenkins.plugins.releaseflow.rehearsal.emulator.database;

/** The form in which a database's content is kept. */
public enum Content {
    /** Made by the database's own tool; can be read by another server. */
    DUMP,
    /** The files of the database, as of one moment. */
    SNAPSHOT
}
