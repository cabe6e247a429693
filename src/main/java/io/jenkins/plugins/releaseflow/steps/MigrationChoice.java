package io.jenkins.plugins.releaseflow.steps;

import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import java.io.Serializable;
import java.util.Optional;

/** The parameters that say of what kind the migration is that a job runs. Mutable while a step is bound. */
final class MigrationChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    String migration = "";
    String undo = "";
    String addon = "";
    boolean repeatMigration;

    /**
     * What is declared.
     *
     * @throws IllegalArgumentException for bad parameters
     */
    Migration declared() {
        MigrationVerdict verdict = StepParameters.optional(migration)
                .map(word -> StepParameters.choice("migration", MigrationVerdict.class, word))
                .orElse(MigrationVerdict.UNKNOWN);
        return new Migration(verdict, StepParameters.optional(undo), StepParameters.optional(addon));
    }

    /** Why a parameter that repeats the job is refused: a migration that failed half-way, or is in doubt, must not run again unless somebody says that it can. Empty where it may. */
    Optional<String> repeatRefusal(String parameter, String job) {
        if (repeatMigration || declared().verdict() == MigrationVerdict.NONE) {
            return Optional.empty();
        }
        return Optional.of(
                parameter + " would run job '" + job + "' more than once, and "
                        + (StepParameters.optional(migration).isPresent() ? "it is" : "it may be")
                        + " a migration; say migration: 'none' where it is none, or repeatMigration: true where it may be repeated");
    }
}
