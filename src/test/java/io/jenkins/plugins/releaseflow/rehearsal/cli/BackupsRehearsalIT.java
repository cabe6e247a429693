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

/** Backups and restores on a platform of its own, with looks into its database from outside. */
class BackupsRehearsalIT {
    @TempDir
    private Path scratch;

    private Path project;
    private Path home;
    private ApiClient api;
    private JsonNode served;

    @Test
    void aBackupWaitsForAPausedDatabaseAndOnlyItsOwnDatabaseTakesItBack() throws IOException, SQLException {
        project = new MigratingProject(scratch.resolve("project")).file();
        Files.writeString(
                project, Files.readString(project).replace("addons:\n", "addons:\n  audit: { type: sqlite }\n"));
        home = scratch.resolve("home");
        try (RehearseProcess platform =
                RehearseProcess.start(scratch, Map.of(), "emulate", "--project", project, "--home", home, "--json")) {
            platform.awaitThat(() -> platform.out().endsWith("}\n"));
            served = new ObjectMapper().readTree(platform.out());
            api = new ApiClient(
                    URI.create(served.path("address").asText()),
                    served.path("token").asText());

            api.post("/addons/orders/pause", "");
            try (RehearseProcess waiting =
                    start("runBackup addon: 'orders', name: 'before', destination: 's3-eu', timeout: 5")) {
                waiting.awaitThat(() -> waiting.err().contains("waits until addon 'orders' runs, which is 'paused'"));
                assertThat(status("before")).isEqualTo("scheduled");
                api.post("/addons/orders/resume", "");
                Ended ended = waiting.await();
                assertThat(ended.exitCode()).as(ended.err()).isZero();
            }
            assertThat(status("before")).isEqualTo("completed");
            assertThat(api.get("/addons/orders/backups")
                            .at("/backups/0/config/customDestinationId")
                            .asText())
                    .isEqualTo("s3-eu");

            execute("delete from orders");
            Ended wrong = release("restoreBackup addon: 'audit', backup: 'before'");
            assertThat(wrong.exitCode()).isNotZero();
            assertThat(wrong.err()).contains("backup: there is no backup 'before'");
            assertThat(api.get("/addons/audit/restores").path("restores")).isEmpty();
            assertThat(orders()).isZero();

            Ended restored = release("restoreBackup addon: 'orders', backup: 'before'");
            assertThat(restored.exitCode()).as(restored.err()).isZero();
            assertThat(orders()).isEqualTo(1);
            JsonNode history = api.get("/addons/orders/restores").path("restores");
            assertThat(history).hasSize(1);
            assertThat(history.at("/0/backupId").asText()).isEqualTo("before");
            assertThat(history.at("/0/status").asText()).isEqualTo("completed");
            assertThat(restored.json().at("/releases/0/nodes/0/operation").asText())
                    .isEqualTo(history.at("/0/id").asText());
        }
    }

    private RehearseProcess start(String step) throws IOException {
        Path jenkinsfile = Files.writeString(
                scratch.resolve("Jenkinsfile"), "releaseFlow(environment: 'production') { " + step + " }\n");
        return RehearseProcess.start(
                scratch,
                Map.of("REHEARSE_TOKEN", served.path("token").asText()),
                jenkinsfile,
                "--project",
                project,
                "--home",
                home,
                "--platform",
                served.path("address").asText(),
                "--json");
    }

    private Ended release(String step) throws IOException {
        try (RehearseProcess process = start(step)) {
            return process.await();
        }
    }

    private String status(String backup) {
        return api.get("/addons/orders/backups/" + backup).path("status").asText();
    }

    private String database() {
        return "jdbc:sqlite:" + home.resolve("platform/addons/orders/database.db");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int orders() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from orders")) {
            return rows.getInt(1);
        }
    }
}
