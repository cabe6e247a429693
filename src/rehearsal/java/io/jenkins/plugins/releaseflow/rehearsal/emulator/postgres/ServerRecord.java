package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

/**
 * What is kept of a server, so that jobs and people find it where it was.
 *
 * @param port on 127.0.0.1
 * @param database its name, which is its owner's too
 * @param adminPassword of the user that may do everything
 * @param userPassword of the database's owner
 */
record ServerRecord(int port, String database, String adminPassword, String userPassword) {
    ServerRecord at(int other) {
        return new ServerRecord(other, database, adminPassword, userPassword);
    }
}
