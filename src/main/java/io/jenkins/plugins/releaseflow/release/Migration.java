package io.jenkins.plugins.releaseflow.release;

import java.util.Objects;
import java.util.Optional;

/**
 * What a Jenkinsfile declares of the migration that a job runs.
 *
 * @param verdict what it does to the code that ran before it
 * @param undo command that undoes it, run by the same job with the same build
 */
public record Migration(MigrationVerdict verdict, Optional<String> undo) {
    public Migration {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(undo, "undo");
    }

    /** Nothing is declared. */
    public static Migration undeclared() {
        return new Migration(MigrationVerdict.UNKNOWN, Optional.empty());
    }
}
