package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One server for all tests: making one takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresAddonIT {
    private static final String STANDARD = "tea, milk; fresh";
    private static final String CHECKPOINTER = "select pid from pg_stat_activity where backend_type = 'checkpointer'";

    @TempDir
    static Path directory;

    private static Shop shop;

    @BeforeAll
    static void start() throws IOException {
        shop = new Shop(directory)
                .replace("type: sqlite", "type: postgres")
                .replace(
                        "DATABASE: '${addons.orders.path}', DATABASE_URL: '${addons.orders.url}'",
                        "DATABASE: '${addons.orders.database}', DATABASE_URL: '${addons.orders.url}',"
                                + " JDBC_URL: '${addons.orders.jdbcUrl}', PGHOST: '${addons.orders.host}',"
                                + " PGPORT: '${addons.orders.port}', PGUSER: '${addons.orders.user}',"
                                + " PGPASSWORD: '${addons.orders.password}'")
                .replace(
                        "echo \"migrating $DATABASE with $(cat version)\"",
                        "echo \"$DATABASE $DATABASE_URL $JDBC_URL $PGHOST $PGPORT $PGUSER $PGPASSWORD\"");
        Files.writeString(
                directory.resolve("seed.sql"),
                "create table orders (id serial primary key, item text);\n"
                        + "insert into orders (item) values ('tea'), ('milk; fresh');\n");
        shop.commit("one");
        shop.start();
        shop.api().post("/addons/orders/backups", body("probe", "dump", "gz"));
    }

    @AfterAll
    static void stop() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    @Order(1)
    void theServerBelongsToNobodyWhoMayDoEverythingAndListensOnThisMachineOnly() throws SQLException {
        assertThat(rows("show listen_addresses")).containsExactly("127.0.0.1");
        assertThat(rows(admin(), "show unix_socket_directories")).containsExactly("");
        long server =
                Long.parseLong(rows(admin(), "select pid from pg_stat_activity where backend_type = 'checkpointer'")
                        .get(0));
        assertThat(ProcessHandle.of(server).flatMap(process -> process.info().user()))
                .hasValueSatisfying(user -> assertThat(user).isNotEqualTo("root"));
        assertThat(rows("select rolsuper::text from pg_roles where rolname = current_user"))
                .as("what jobs and services are is no superuser")
                .containsExactly("false");
    }

    @Test
    @Order(2)
    void theApiTellsItsTypeAndItsSecrets() {
        assertThat(shop.api().get("/addons/orders").at("/spec/type").asText()).isEqualTo("postgresql");
        JsonNode secrets = shop.api().get("/addons/orders/credentials").path("secrets");
        assertThat(secrets.path("POSTGRES_URI").asText()).isEqualTo(reference("url"));
        assertThat(secrets.path("JDBC_POSTGRES_URI").asText()).isEqualTo(reference("jdbcUrl"));
        assertThat(secrets.path("POSTGRES_URI_ADMIN").asText()).contains("postgres:");
    }

    @Test
    @Order(3)
    void jobsAreToldWhereItIs() throws IOException {
        String commit = shop.git("rev-parse", "HEAD").strip();
        shop.deployJob(commit);
        String run = shop.api().post("/jobs/migrate/runs", "{}").path("id").asText();
        shop.concluded(run);
        assertThat(shop.runLog(run))
                .containsExactly(String.join(
                        " ",
                        reference("database"),
                        reference("url"),
                        reference("jdbcUrl"),
                        reference("host"),
                        reference("port"),
                        reference("user"),
                        reference("password")));
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({"dump, gz", "dump, zstd", "snapshot, gz"})
    void aRestoreBringsBackWhatWasThereAndRemovesWhatCameSince(String type, String compression) throws SQLException {
        assumeDumps(type);
        String name = type + "-" + compression;
        backUp(name, type, compression, "completed");
        execute("alter table orders add column price integer");
        execute("create table invoices (id integer)");
        execute("delete from orders");
        try (Connection connected = connect(reference("jdbcUrl"))) {
            assertThat(connected.isValid(5)).isTrue();
            JsonNode restore = restored(name);
            assertThat(restore.path("status").asText()).isEqualTo("completed");
        }
        assertThat(String.join(", ", rows("select item from orders order by id")))
                .isEqualTo(STANDARD);
        assertThat(rows("select table_name from information_schema.tables where table_schema = 'public'"))
                .containsExactly("orders");
        execute("insert into orders (item) values ('later')");
        execute("delete from orders where item = 'later'");
        assertThat(rows(admin(), "select datname from pg_database where datname like 'orders%'"))
                .as("nothing of the restore is left")
                .containsExactly("orders");
    }

    @Test
    @Order(5)
    void aDumpIsPostgresOwnAndTellsWhatItDid() throws IOException {
        assumeDumps("dump");
        backUp("download", "dump", "gz", "completed");
        String link = shop.api()
                .get("/addons/orders/backups/download/download-link")
                .path("downloadLink")
                .asText();
        try (InputStream in = new GZIPInputStream(URI.create(link).toURL().openStream())) {
            assertThat(new String(in.readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("PGDMP");
        }
        assertThat(shop.api()
                        .get("/addons/orders/backups/download/logs?lineLimit=1000&direction=forward")
                        .toString())
                .contains("dumping contents of table")
                .contains("public.orders")
                .contains("SHA-256")
                .doesNotContain(reference("password"));
    }

    @Test
    @Order(6)
    void aDamagedDumpLeavesTheDatabaseAsItIs() throws IOException, SQLException {
        assumeDumps("dump");
        backUp("damaged", "dump", "gz", "completed");
        Files.write(shop.state().resolve("addons/orders/backups/damaged/dump.pgdump.gz"), new byte[] {1, 2, 3});
        assertThat(restored("damaged").path("status").asText()).isEqualTo("failed");
        assertThat(String.join(", ", rows("select item from orders order by id")))
                .isEqualTo(STANDARD);
    }

    @Test
    @Order(7)
    void aPausedServerIsDownAndABackupOfItWaits() throws SQLException {
        shop.api().post("/addons/orders/pause", "");
        shop.api().post("/addons/orders/backups", body("waiting", "snapshot", "gz"));
        assertThat(shop.api()
                        .get("/addons/orders/backups/waiting")
                        .path("status")
                        .asText())
                .isEqualTo("scheduled");
        assertThat(isReached()).isFalse();
        shop.api().post("/addons/orders/resume", "");
        assertThat(ended("waiting")).isEqualTo("completed");
        assertThat(String.join(", ", rows("select item from orders order by id")))
                .isEqualTo(STANDARD);
    }

    @Test
    @Order(8)
    void theServerEndsWithTheEmulatorAndComesBackWhereItWas() throws IOException, SQLException {
        String before = reference("url");
        shop.emulator().close();
        assertThat(isReached(before)).isFalse();
        shop.start();
        assertThat(reference("url")).isEqualTo(before);
        assertThat(String.join(", ", rows("select item from orders order by id")))
                .isEqualTo(STANDARD);
    }

    @Test
    @Order(9)
    void whatAnEmulatorThatWasKilledLeftRunningIsEndedByTheNextOne() throws IOException, SQLException {
        shop.emulator().close();
        String left;
        try (EmulatorProcess process = EmulatorProcess.start(shop)) {
            JsonNode secrets = process.api().get("/addons/orders/credentials").path("secrets");
            left = rows(admin(secrets), CHECKPOINTER).get(0);
            process.kill();
        }
        assertThat(ProcessHandle.of(Long.parseLong(left))).isPresent();
        shop.start();
        assertThat(ProcessHandle.of(Long.parseLong(left)).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(String.join(", ", rows("select item from orders order by id")))
                .isEqualTo(STANDARD);
    }

    /** Zonky's binaries lack what makes dumps. */
    private static void assumeDumps(String type) {
        if (type.equals("dump")) {
            assumeThat(ended("probe")).as("a machine with pg_dump").isNotEqualTo("not-supported");
        }
    }

    private static void backUp(String name, String type, String compression, String end) {
        shop.api().post("/addons/orders/backups", body(name, type, compression));
        assertThat(ended(name))
                .as(shop.api()
                        .get("/addons/orders/backups/" + name + "/logs?lineLimit=100")
                        .toString())
                .isEqualTo(end);
    }

    private static String body(String name, String type, String compression) {
        return "{\"name\":\"" + name + "\",\"backupType\":\"" + type + "\",\"compressionType\":\"" + compression
                + "\"}";
    }

    private static String ended(String backup) {
        return Waiting.until(
                () -> shop.api()
                        .get("/addons/orders/backups/" + backup)
                        .path("status")
                        .asText(),
                status -> List.of("completed", "failed", "not-supported").contains(status));
    }

    private static JsonNode restored(String backup) {
        String restore = shop.api()
                .post("/addons/orders/backups/" + backup + "/restore", "")
                .path("restoreId")
                .asText();
        return Waiting.until(
                () -> {
                    JsonNode all = shop.api()
                            .get("/addons/orders/backups/" + backup + "/restores")
                            .path("restores");
                    for (JsonNode one : all) {
                        if (one.path("id").asText().equals(restore)) {
                            return one;
                        }
                    }
                    return all;
                },
                one -> one.has("completedAt"));
    }

    private static String reference(String name) {
        Map<String, String> references = shop.emulator().databases().get("orders");
        return references.get(name);
    }

    private static String admin() {
        return admin(shop.api().get("/addons/orders/credentials").path("secrets"));
    }

    private static String admin(JsonNode secrets) {
        return "jdbc:postgresql://" + secrets.path("HOST").asText() + ":"
                + secrets.path("PORT").asText() + "/" + secrets.path("DATABASE").asText() + "?user="
                + secrets.path("ADMIN_USERNAME").asText() + "&password="
                + secrets.path("ADMIN_PASSWORD").asText();
    }

    private static boolean isReached() {
        return isReached(reference("url"));
    }

    private static boolean isReached(String url) {
        URI address = URI.create(url);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static Connection connect(String address) throws SQLException {
        return DriverManager.getConnection(address);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect(reference("jdbcUrl"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String sql) throws SQLException {
        return rows(reference("jdbcUrl"), sql);
    }

    private static List<String> rows(String address, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
