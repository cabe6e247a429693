package io.jenkins.plugins.releaseflow.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An environment as its ledger, its platform and its database tell of it.
 *
 * @param environment name of the environment
 * @param at when the platform was asked
 * @param targets in the order of the ledger
 * @param schema the schema of the database; empty where no check is configured, or none was made yet
 */
public record DriftReport(String environment, Instant at, List<TargetDrift> targets, Optional<SchemaDrift> schema) {
    public DriftReport {
        targets = List.copyOf(targets);
    }

    /** Whether somebody should decide about something. */
    public boolean hasDrift() {
        return targets.stream().anyMatch(target -> target.verdict().isDrift())
                || schema.filter(SchemaDrift::isDrift).isPresent();
    }
}
