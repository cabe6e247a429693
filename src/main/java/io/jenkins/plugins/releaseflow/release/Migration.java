package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * What a Jenkinsfile declares of the migration that a job runs.
 *
 * @param verdict what it does to the code that ran before it
 * @param undo command that undoes it, run by the same job with the same build
 * @param addon id of the database that it changes; empty where that is not declared
 */
public record Migration(MigrationVerdict verdict, Optional<String> undo, Optional<String> addon) {
    /** A migration of which it is not declared what database it changes. */
    public Migration(MigrationVerdict verdict, Optional<String> undo) {
        this(verdict, undo, Optional.empty());
    }

    public Migration {
        Objects.requireNonNull(addon, "addon");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(undo, "undo");
    }

    /** Nothing is declared. */
    public static Migration undeclared() {
        return new Migration(MigrationVerdict.UNKNOWN, Optional.empty());
    }
}
