package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentEvent;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the database last reported of its schema, and whether the ledger can explain it.
 *
 * @param version the version
 * @param at when it was reported
 * @param before the report before it, where there was one
 * @param migrations the migrations that releases ran between the two reports
 */
public record SchemaDrift(
        String version, Instant at, Optional<EnvironmentEvent.SchemaReported> before, List<RanMigration> migrations) {
    public SchemaDrift {
        migrations = List.copyOf(migrations);
    }

    /** By the reports on record; empty where there is none. Reads the releases that ran between the last two. */
    static Optional<SchemaDrift> of(EnvironmentLedger ledger) {
        List<EnvironmentEvent.SchemaReported> reports = ledger.schemas();
        if (reports.isEmpty()) {
            return Optional.empty();
        }
        EnvironmentEvent.SchemaReported last = reports.get(reports.size() - 1);
        Optional<EnvironmentEvent.SchemaReported> before =
                reports.size() > 1 ? Optional.of(reports.get(0)) : Optional.empty();
        boolean changed = before.filter(report -> !report.version().equals(last.version()))
                .isPresent();
        return Optional.of(new SchemaDrift(
                last.version(),
                last.at(),
                before,
                changed ? between(ledger, before.get().at(), last.at()) : List.of()));
    }

    private static List<RanMigration> between(EnvironmentLedger ledger, Instant from, Instant to) {
        return ledger.list().stream()
                .filter(summary -> summary.openedAt().isBefore(to)
                        && summary.endedAt().map(from::isBefore).orElse(true))
                .map(ReleaseSummary::id)
                .flatMap(id -> ledger.read(id.number()).stream())
                .flatMap(release -> Migrations.of(release).stream())
                .filter(migration ->
                        migration.at().isAfter(from) && migration.at().isBefore(to))
                .toList();
    }

    /** Whether the version changed although no release ran a migration in between. */
    public boolean isDrift() {
        return migrations.isEmpty()
                && before.filter(report -> !report.version().equals(version)).isPresent();
    }

    /** In a sentence for people. */
    public String text() {
        if (isDrift()) {
            return "The schema changed from " + before.orElseThrow().version() + " to " + version
                    + ", although no release ran a migration in between";
        }
        return "The database reports the schema " + version;
    }
}
