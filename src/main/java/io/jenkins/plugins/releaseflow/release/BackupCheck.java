package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;

/**
 * A trial of a backup: it is restored into a scratch database, which is asked a question and removed again.
 *
 * @param query the question, in the database's language; empty for the platform's own, whether there are any tables
 */
public record BackupCheck(String query) {
    public BackupCheck {
        Objects.requireNonNull(query, "query");
    }
}
