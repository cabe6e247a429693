package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example on PostgreSQL, with looks into its database from outside. */
class PostgresRehearsalIT {
    private static final Path EXAMPLE = Path.of("examples/shop-postgres");

    @TempDir
    private Path scratch;

    @Test
    void theExampleMigratesItsDatabaseAndARestoreOfItsBackupUndoesThat() throws IOException, SQLException {
        Path home = scratch.resolve("home");
        try (RehearseProcess platform = RehearseProcess.start(
                scratch,
                Map.of(),
                "emulate",
                "--project",
                EXAMPLE.resolve("rehearsal.yaml"),
                "--home",
                home,
                "--json")) {
            platform.awaitThat(
                    () -> platform.out().endsWith("\n") && platform.out().contains("token"));
            JsonNode served = new ObjectMapper().readTree(platform.out());
            String address = served.path("address").asText();
            String token = served.path("token").asText();
            String database = new ApiClient(URI.create(address), token)
                    .get("/addons/orders/credentials")
                    .at("/secrets/JDBC_POSTGRES_URI")
                    .asText();
            assertThat(count(database, "orders")).isEqualTo(100);
            assertThat(hasCurrency(database)).isFalse();

            JsonNode release = release(jenkinsfile(new ApiClient(URI.create(address), token)), home, address, token);
            if (release.at("/nodes/0/request/check").isTextual()) {
                assertThat(release.at("/nodes/0/facts/checkAnswer").asText()).isEqualTo("t");
                refusesABackupThatDoesNotHoldWhatItShould(home, address, token);
            }
            assertThat(hasCurrency(database)).isTrue();
            assertThat(count(database, "orders")).isEqualTo(100);
            assertThat(count(database, "revenue")).isEqualTo(1);
            execute(database, "delete from orders where id > 10");

            String backup = release.at("/nodes/0/operation").asText();
            Path jenkinsfile = Files.writeString(
                    scratch.resolve("Jenkinsfile.restore"),
                    "releaseFlow(environment: 'production') { restoreBackup addon: 'orders', backup: '" + backup
                            + "' }\n");
            release(jenkinsfile, home, address, token);
            assertThat(hasCurrency(database)).isFalse();
            assertThat(count(database, "orders")).isEqualTo(100);
            assertThat(count(database, "pg_class where relname = 'revenue'"))
                    .as("what the migration made is gone")
                    .isZero();
        }
    }

    private void refusesABackupThatDoesNotHoldWhatItShould(Path home, String address, String token) throws IOException {
        Path jenkinsfile = Files.writeString(scratch.resolve("Jenkinsfile.check"), """
                releaseFlow(environment: 'production') {
                    runBackup addon: 'orders', type: 'snapshot', verify: true
                    runBackup addon: 'orders', verify: true, verifyQuery: 'select count(*) > 1000 from orders'
                    runJob job: 'migrate'
                }
                """);
        Ended ended = run(jenkinsfile, home, address, token);
        assertThat(ended.exitCode()).isEqualTo(1);
        JsonNode nodes = ended.json().at("/releases/0/nodes");
        assertThat(nodes).as("the migration was not begun").hasSize(2);
        assertThat(nodes.at("/0/state").asText()).as(nodes.toString()).isEqualTo("completed");
        assertThat(nodes.at("/0/facts/checkAnswer").asText()).isEqualTo("3");
        assertThat(nodes.at("/1/state").asText()).isEqualTo("failed");
        assertThat(nodes.at("/1").toString())
                .contains("its check failed: 'select count(*) > 1000 from orders' answered 'f'");
        assertThat(new ApiClient(URI.create(address), token).get("/addons").path("addons"))
                .as("no scratch database is left")
                .hasSize(1);
    }

    /** The example's own, except where the PostgreSQL is one of zonky's, which has no pg_dump. */
    private Path jenkinsfile(ApiClient api) throws IOException {
        Path own = EXAMPLE.resolve("Jenkinsfile");
        String probe = api.post("/addons/orders/backups", "{\"name\":\"probe\",\"backupType\":\"dump\"}")
                .path("status")
                .asText();
        return probe.equals("not-supported")
                ? Files.writeString(
                        scratch.resolve("Jenkinsfile"),
                        Files.readString(own)
                                .replace("'dump', verify: true", "'snapshot', verify: false")
                                .replaceFirst(", verifyQuery: '[^']*'", ""))
                : own;
    }

    private JsonNode release(Path jenkinsfile, Path home, String address, String token) throws IOException {
        Ended ended = run(jenkinsfile, home, address, token);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.json().at("/releases/0");
    }

    private Ended run(Path jenkinsfile, Path home, String address, String token) throws IOException {
        return CommandLineCall.call(
                jenkinsfile,
                "--project",
                EXAMPLE.resolve("rehearsal.yaml"),
                "--home",
                home,
                "--platform",
                address,
                "--token-file",
                Files.writeString(scratch.resolve("token"), token),
                "--json");
    }

    private static boolean hasCurrency(String database) throws SQLException {
        return count(database, "information_schema.columns where table_name = 'orders' and column_name = 'currency'")
                == 1;
    }

    private static long count(String database, String what) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
