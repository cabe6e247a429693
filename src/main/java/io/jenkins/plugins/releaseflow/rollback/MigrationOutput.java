package io.jenkins.plugins.releaseflow.rollback;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads in the log of a run whether a migration tool found nothing to do, where that is certain. What a migration did to the code before it is in no log.
 *
 * <p>Sources: Flyway's DbMigrate ("Schema … is up to date. No migration necessary."), Liquibase's UpdateSummary ("Run: 0") and "Database is up to date, no changesets to execute". Alembic
 * says nothing where there is nothing to do, and silence proves nothing.
 */
final class MigrationOutput {
    private static final Pattern NOTHING =
            Pattern.compile("(?i)schema .{0,200} is up to date\\. no migration necessary\\.?"
                    + "|database is up to date, no changesets to execute");
    private static final Pattern SOMETHING =
            Pattern.compile("(?i)migrating schema|successfully applied [1-9]|running changeset|running upgrade");

    private MigrationOutput() {}

    /**
     * Whether the log says that the schema was not changed.
     *
     * @param lines the whole log, oldest first
     */
    static boolean saysNothingToDo(List<String> lines) {
        boolean changed =
                lines.stream().anyMatch(line -> SOMETHING.matcher(line).find());
        return !changed && lines.stream().anyMatch(line -> NOTHING.matcher(line).find());
    }
}
