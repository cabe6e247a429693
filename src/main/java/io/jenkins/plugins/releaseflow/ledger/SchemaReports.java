package io.jenkins.plugins.releaseflow.ledger;

import java.util.ArrayList;
import java.util.List;

/** What is kept of many reports that say the same: the first and the last of each row of equal versions, oldest first. Pure functions. */
final class SchemaReports {
    /** Versions that change more often than this tell nobody anything. */
    private static final int MOST = 200;

    private SchemaReports() {}

    static List<EnvironmentEvent.SchemaReported> with(
            List<EnvironmentEvent.SchemaReported> known, EnvironmentEvent.SchemaReported report) {
        List<EnvironmentEvent.SchemaReported> kept = new ArrayList<>(known);
        int size = kept.size();
        boolean goesOn = size > 1
                && kept.get(size - 1).version().equals(report.version())
                && kept.get(size - 2).version().equals(report.version());
        if (goesOn) {
            kept.remove(size - 1);
        }
        kept.add(report);
        return List.copyOf(kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
    }

    /** From the last report on, where it has that version: what was before it is explained. */
    static List<EnvironmentEvent.SchemaReported> adopted(List<EnvironmentEvent.SchemaReported> known, String version) {
        return known.isEmpty() || !known.get(known.size() - 1).version().equals(version)
                ? known
                : List.of(known.get(known.size() - 1));
    }
}
