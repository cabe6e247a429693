package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddonsTest {
    private Shop shop;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        shop = new Shop(directory).start();
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void aNewDatabaseHasWhatTheSeedSays() throws SQLException {
        assertThat(shop.query("select item from orders order by id")).containsExactly("tea", "milk; fresh");
    }

    @Test
    void theSeedIsNotRunAgainOnADatabaseThatIsThere() throws SQLException, IOException {
        shop.execute("delete from orders where item = 'tea'");
        shop.restart();
        assertThat(shop.query("select item from orders")).containsExactly("milk; fresh");
    }

    @Test
    void aDumpIsARealCopyThatCanBeDownloadedAndRead(@TempDir Path elsewhere) throws IOException, SQLException {
        JsonNode started = shop.api().post("/addons/orders/backups", backup("pre release", "dump"));
        assertThat(started.path("id").asText()).isEqualTo("pre-release");
        assertThat(started.path("status").asText()).isEqualTo("scheduled");
        JsonNode completed = ended("pre-release");
        assertThat(completed.path("status").asText()).isEqualTo("completed");
        assertThat(completed.at("/config/size").asLong()).isPositive();
        assertThat(completed.has("completedAt")).isTrue();
        String link = shop.api()
                .get("/addons/orders/backups/pre-release/download-link")
                .path("downloadLink")
                .asText();
        Path copy = elsewhere.resolve("copy.db");
        try (InputStream in = new GZIPInputStream(URI.create(link).toURL().openStream())) {
            Files.copy(in, copy);
        }
        assertThat(Shop.query(copy, "select item from orders order by id")).containsExactly("tea", "milk; fresh");
    }

    @Test
    void aDumpHasALogAndASnapshotHasNone() {
        shop.api().post("/addons/orders/backups", backup("the-dump", "dump"));
        shop.api().post("/addons/orders/backups", backup("the-snapshot", "snapshot"));
        ended("the-dump");
        ended("the-snapshot");
        assertThat(shop.api()
                        .get("/addons/orders/backups/the-dump/logs?lineLimit=100")
                        .toString())
                .contains("integrity check: ok")
                .contains("SHA-256");
        assertThat(shop.api().get("/addons/orders/backups/the-snapshot/logs")).isEmpty();
        assertThat(shop.api()
                        .send("GET", "/v1/projects/shop/addons/orders/backups/the-snapshot/download-link", "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aRestoreBringsTheOldContentBackWhileAnotherProcessHasTheDatabaseOpen() throws SQLException {
        try (Connection other = DriverManager.getConnection(
                        shop.emulator().databases().get("orders").get("jdbcUrl"));
                Statement statement = other.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            // An unread answer would keep a lock.
            statement.getResultSet().close();
            shop.api().post("/addons/orders/backups", backup("before", "dump"));
            ended("before");
            statement.executeUpdate("alter table orders add column price integer");
            statement.executeUpdate("delete from orders");
            String restoreId = shop.api()
                    .post("/addons/orders/backups/before/restore", "")
                    .path("restoreId")
                    .asText();
            JsonNode restore = endedRestore("before", restoreId);
            assertThat(restore.path("status").asText()).isEqualTo("completed");
        }
        assertThat(shop.query("select item from orders order by id")).containsExactly("tea", "milk; fresh");
        assertThat(shop.query("select name from pragma_table_info('orders')")).containsExactly("id", "item");
        assertThat(shop.api()
                        .get("/addons/orders/restores")
                        .at("/restores/0/backupId")
                        .asText())
                .isEqualTo("before");
        assertThat(shop.api()
                        .get("/addons/orders/backups/before")
                        .at("/lastRestore/status")
                        .asText())
                .isEqualTo("completed");
    }

    @Test
    void aRestoreOfADamagedBackupFailsAndLeavesTheDatabaseAlone() throws IOException, SQLException {
        shop.api().post("/addons/orders/backups", backup("before", "dump"));
        ended("before");
        Files.write(shop.state().resolve("addons/orders/backups/before/dump.db.gz"), new byte[] {1, 2, 3});
        shop.execute("insert into orders (item) values ('later')");
        String restoreId = shop.api()
                .post("/addons/orders/backups/before/restore", "")
                .path("restoreId")
                .asText();
        assertThat(endedRestore("before", restoreId).path("status").asText()).isEqualTo("failed");
        assertThat(shop.api()
                        .get("/addons/orders/backups/before/restores/" + restoreId + "/logs")
                        .toString())
                .contains("damaged");
        assertThat(shop.query("select item from orders")).contains("later");
    }

    @Test
    void aBackupOfAnotherAddonIsNotMistakenForOneOfThis() {
        shop.api().post("/addons/orders/backups", backup("before", "dump"));
        ended("before");
        assertThat(shop.api()
                        .send("POST", "/v1/projects/shop/addons/orders/backups/before/restore?sourceAddonId=other", "")
                        .status())
                .isEqualTo(404);
        assertThat(shop.api().get("/addons/orders/restores").path("restores")).isEmpty();
    }

    @Test
    void aBackupKeepsItsVersionWhenItsAddonIsUpgradedAndFitsNoMore() throws IOException {
        String then =
                shop.api().get("/addons/orders").at("/spec/config/versionTag").asText();
        shop.api().post("/addons/orders/backups", backup("before", "dump"));
        ended("before");
        shop.api().post("/addons/orders/version", "{\"version\":\"999.1\"}");
        shop.restart();
        shop.api().post("/addons/orders/backups", backup("after", "dump"));
        assertThat(ended("after").at("/config/addonVersion").asText()).isEqualTo("999.1");
        assertThat(ended("before").at("/config/addonVersion").asText()).isEqualTo(then);
        assertThat(shop.api()
                        .send("POST", "/v1/projects/shop/addons/orders/backups/before/restore", "")
                        .body())
                .contains("the backup is of version " + then + ", and addon 'orders' has version 999.1");
        assertThat(shop.api().get("/addons/orders/restores").path("restores")).isEmpty();
    }

    @Test
    void anUpgradeToWhatIsNoHigherVersionIsRefused() {
        for (String version : new String[] {"1.0", "latest", ""}) {
            assertThat(upgrade(version).body()).contains("version is '" + version + "' but must be ");
        }
    }

    @Test
    void anUpgradeOfAnAddonThatIsPausedOrAtWorkIsRefused() throws IOException {
        shop.api().post("/addons/orders/pause", "");
        assertThat(upgrade("999.1").body()).contains("addon-not-running");
        shop.api().post("/addons/orders/backups", backup("waiting", "dump"));
        shop.with(Shop.QUICK.withPace(Duration.ofSeconds(1))).restart();
        shop.api().post("/addons/orders/resume", "");

        assertThat(upgrade("999.1").body()).contains("addon-busy");

        assertThat(ended("waiting").path("status").asText()).isEqualTo("completed");
        assertThat(upgrade("999.1").status()).isEqualTo(200);
    }

    @Test
    void anAddonIsForkedInTheVersionThatItsOriginWasUpgradedTo() {
        String refused = shop.api()
                .send("POST", "/v1/projects/shop/addons", fork("999.1", ""))
                .body();
        assertThat(refused).contains("version is '999.1' but must be latest or");
        upgrade("999.1");
        shop.api().post("/addons/orders/backups", backup("after", "snapshot"));
        ended("after");

        shop.api().post("/addons", fork("999.1", ",\"source\":{\"addonId\":\"orders\",\"backupId\":\"after\"}"));

        assertThat(shop.api()
                        .get("/addons/scratch")
                        .at("/spec/config/versionTag")
                        .asText())
                .isEqualTo("999.1");
    }

    @Test
    void anAddonOfAnEarlierRehearsalHasTheVersionOfItsDatabase() throws IOException {
        String version =
                shop.api().get("/addons/orders").at("/spec/config/versionTag").asText();
        Files.writeString(
                shop.state().resolve("addons/orders/addon.json"),
                "{\"createdAt\":\"2026-11-24T08:16:46.985201236Z\",\"paused\":false}");

        shop.restart();

        assertThat(shop.api()
                        .get("/addons/orders")
                        .at("/spec/config/versionTag")
                        .asText())
                .isEqualTo(version);
    }

    private String fork(String version, String source) {
        String type = shop.api().get("/addons/orders").at("/spec/type").asText();
        return "{\"name\":\"scratch\",\"type\":\"" + type + "\",\"version\":\"" + version + "\"" + source + "}";
    }

    private ApiClient.Reply upgrade(String version) {
        return shop.api().send("POST", "/v1/projects/shop/addons/orders/version", "{\"version\":\"" + version + "\"}");
    }

    @Test
    void aBackupOfAPausedAddonWaitsUntilTheAddonRuns() throws IOException {
        shop.api().post("/addons/orders/pause", "");
        shop.api().post("/addons/orders/backups", backup("patient", "dump"));
        shop.restart();
        assertThat(shop.api().get("/addons/orders").path("status").asText()).isEqualTo("paused");
        assertThat(shop.api()
                        .get("/addons/orders/backups/patient")
                        .path("status")
                        .asText())
                .isEqualTo("scheduled");
        shop.api().post("/addons/orders/resume", "");
        assertThat(ended("patient").path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aBackupUnderWayCanBeAborted() throws IOException {
        shop.with(Shop.QUICK.withPace(Duration.ofMillis(300))).restart();
        shop.api().post("/addons/orders/backups", backup("unwanted", "dump"));
        shop.api().post("/addons/orders/backups/unwanted/abort", "");
        assertThat(ended("unwanted").path("status").asText()).isEqualTo("aborted");
        assertThat(shop.state().resolve("addons/orders/backups/unwanted/dump.db.gz"))
                .doesNotExist();
    }

    @Test
    void theSameBackupNameTwiceIsAConflict() {
        shop.api().post("/addons/orders/backups", backup("only-once", "dump"));
        ApiClient.Reply again =
                shop.api().send("POST", "/v1/projects/shop/addons/orders/backups", backup("only once", "dump"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().at("/error/id").asText()).isEqualTo("backup-exists");
    }

    @Test
    void aBadNameOrTypeIsRefusedByItsField() {
        assertThat(refusal("{\"name\":\"-x-\"}")).contains("name is '-x-'");
        assertThat(refusal("{\"name\":\"abc\",\"backupType\":\"copy\"}")).contains("backupType is 'copy'");
        assertThat(refusal("{\"name\":3}")).contains("name must be a text");
        assertThat(refusal("{\"name\":")).contains("not valid JSON");
    }

    @Test
    void aBackupTellsItsDestinationsAndThoseOfTheOtherTypeAreRefused() {
        shop.api()
                .post(
                        "/addons/orders/backups",
                        "{\"name\":\"far\",\"backupType\":\"dump\",\"customDestinationId\":\"s3-eu\"}");
        assertThat(ended("far").path("status").asText()).isEqualTo("completed");
        assertThat(shop.api()
                        .get("/addons/orders/backups")
                        .at("/backups/0/config/customDestinationId")
                        .asText())
                .isEqualTo("s3-eu");
        String copies =
                "\"additionalDestinations\":[{\"destinationId\":\"s3-us\",\"retentionTime\":30,\"type\":\"custom\"}]";
        shop.api().post("/addons/orders/backups", "{\"name\":\"wide\",\"backupType\":\"snapshot\"," + copies + "}");
        assertThat(ended("wide").path("status").asText()).isEqualTo("completed");
        assertThat(shop.api().get("/addons/orders/backups").findValues("additionalDestinations").stream()
                        .map(JsonNode::toString))
                .contains("[{\"destinationId\":\"s3-us\",\"retentionTime\":30,\"type\":\"custom\"}]");
        assertThat(refusal("{\"backupType\":\"dump\"," + copies + "}")).contains("are for snapshots only");
        assertThat(refusal("{\"backupType\":\"snapshot\",\"customDestinationId\":\"s3-eu\"}"))
                .contains("is for dumps only");
    }

    @Test
    void aDeletedBackupIsGoneWithItsFile() {
        shop.api().post("/addons/orders/backups", backup("short-lived", "dump"));
        ended("short-lived");
        shop.api().post("/addons/orders/backups/short-lived/retain", "");
        shop.api().delete("/addons/orders/backups/short-lived");
        assertThat(shop.api()
                        .send("GET", "/v1/projects/shop/addons/orders/backups/short-lived", "")
                        .status())
                .isEqualTo(404);
        assertThat(shop.state().resolve("addons/orders/backups/short-lived")).doesNotExist();
    }

    @Test
    void theCredentialsSayWhereTheDatabaseIs() {
        assertThat(shop.api()
                        .get("/addons/orders/credentials")
                        .at("/secrets/DATABASE_PATH")
                        .asText())
                .isEqualTo(shop.emulator().databases().get("orders").get("path"));
    }

    private String refusal(String body) {
        ApiClient.Reply reply = shop.api().send("POST", "/v1/projects/shop/addons/orders/backups", body);
        assertThat(reply.status()).isEqualTo(400);
        return reply.json().at("/error/message").asText();
    }

    private static String backup(String name, String type) {
        return "{\"name\":\"" + name + "\",\"backupType\":\"" + type + "\"}";
    }

    private JsonNode ended(String backupId) {
        return Waiting.until(
                () -> shop.api().get("/addons/orders/backups/" + backupId),
                backup -> !backup.path("status").asText().matches("scheduled|in-progress|aborting"));
    }

    private JsonNode endedRestore(String backupId, String restoreId) {
        return Waiting.until(
                () -> {
                    JsonNode restore = shop.api()
                            .get("/addons/orders/backups/" + backupId + "/restores")
                            .at("/restores/0");
                    assertThat(restore.path("id").asText()).isEqualTo(restoreId);
                    return restore;
                },
                restore -> !restore.path("status").asText().matches("scheduled|in-progress|aborting"));
    }
}
