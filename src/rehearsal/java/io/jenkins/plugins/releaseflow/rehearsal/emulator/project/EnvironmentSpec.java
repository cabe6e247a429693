package io.jenkins.plugins.releaseflow.rehearsal.emulator.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An environment of the rehearsal; the emulator itself has no use for it.
 *
 * @param branches the branches that may release there; any when empty
 * @param schemaCheckJob id of the job whose last line is the version of the database's schema; empty where nothing is checked
 * @param retainBackups whether the platform is asked to keep the backups of releases that may be rolled back to
 */
public record EnvironmentSpec(List<String> branches, Optional<String> schemaCheckJob, boolean retainBackups) {
    public EnvironmentSpec {
        branches = List.copyOf(branches);
        Objects.requireNonNull(schemaCheckJob, "schemaCheckJob");
    }
}
