package shop;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database {@code DATABASE} to the schema of this version. */
public final class Migrate {
    private Migrate() {}

    public static void main(String[] args) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        try {
            Flyway.configure()
                    .dataSource("jdbc:sqlite:" + System.getenv("DATABASE"), null, null)
                    .locations("filesystem:" + Path.of(System.getenv("BUILD_DIR"), "migrations"))
                    // The shop is older than its use of Flyway: its first databases have the first schema already.
                    .baselineOnMigrate(true)
                    .baselineVersion("1")
                    // All or nothing: the version that is live must still find the schema that it knows.
                    .group(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            System.err.println(e.getMessage().strip());
            System.exit(1);
        }
    }
}
