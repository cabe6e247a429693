package shop;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the database {@code DATABASE_URL} to the schema of this version. */
public final class Migrate {
    private Migrate() {}

    public static void main(String[] args) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n");
        try {
            Flyway.configure()
                    .dataSource(System.getenv("DATABASE_URL"), null, null)
                    .locations("filesystem:" + Path.of(System.getenv("BUILD_DIR"), "migrations"))
                    // The shop is older than its use of Flyway: its first databases have the first schema already.
                    .baselineOnMigrate(true)
                    .baselineVersion("1")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            System.err.println(e.getMessage().strip());
            System.exit(1);
        }
    }
}
