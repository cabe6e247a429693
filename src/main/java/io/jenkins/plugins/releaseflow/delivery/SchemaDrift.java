package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentEvent;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the database last reported of its schema, and whether the ledger can explain it.
 *
 * @param version the version
 * @param at when it was reported
 * @param expected the last report that is explained: the first one, one that somebody adopted, one after a release had run a migration, or one that says the same as such
 */
public record SchemaDrift(String version, Instant at, EnvironmentEvent.SchemaReported expected) {
    public SchemaDrift {
        Objects.requireNonNull(expected, "expected");
    }

    /** By the reports on record; empty where there is none. Reads the releases that ran where the version changed. */
    static Optional<SchemaDrift> of(EnvironmentLedger ledger) {
        List<EnvironmentEvent.SchemaReported> reports = ledger.schemas();
        if (reports.isEmpty()) {
            return Optional.empty();
        }
        EnvironmentEvent.SchemaReported expected = reports.get(0);
        List<RanMigration> migrations = List.of();
        for (EnvironmentEvent.SchemaReported report : reports.subList(1, reports.size())) {
            migrations = report.version().equals(expected.version())
                    ? List.of()
                    : between(ledger, expected.at(), report.at());
            if (report.version().equals(expected.version()) || !migrations.isEmpty()) {
                expected = report;
            }
        }
        EnvironmentEvent.SchemaReported last = reports.get(reports.size() - 1);
        return Optional.of(new SchemaDrift(last.version(), last.at(), expected));
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

    /** Whether the version changed although no release ran a migration in between. It lasts until the version is as before, a release migrates, or somebody adopts it. */
    public boolean isDrift() {
        return !expected.version().equals(version);
    }

    /** What to do about it; empty where there is nothing. */
    public String remedy() {
        return isDrift()
                ? "Adopt it where it is meant to be so, or put the schema right: by a release that migrates, or from a backup"
                : "";
    }

    /** In a sentence for people. */
    public String text() {
        if (isDrift()) {
            return "The schema changed from " + expected.version() + " to " + version
                    + ", although no release ran a migration in between";
        }
        return "The database reports the schema " + version;
    }
}
