package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Told once on one home: the shop is released twice, and rolled back in all three ways, and one rollback is rolled back. */
class RollbackRehearsalIT {
    private static final String UNDO = """
            public class Undo {
                public static void main(String[] arguments) throws Exception {
                    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + System.getenv("DATABASE"));
                            var statement = connection.createStatement()) {
                        statement.executeUpdate("drop table invoices");
                        statement.executeUpdate("delete from flyway_schema_history where version = '3'");
                    }
                }
            }
            """;

    /** What is there after a rollback. */
    private record State(Ended ended, boolean invoices, boolean newOrder, String version) {
        JsonNode release() {
            return ended.json().at("/releases/0");
        }

        List<String> nodes() {
            return StreamSupport.stream(release().path("nodes").spliterator(), false)
                    .map(node -> node.path("label").asText())
                    .toList();
        }
    }

    @TempDir
    private static Path scratch;

    private static Path home;
    private static ServedShop shop;
    private static State drilled;
    private static String drilledData;
    private static String drilledService;
    private static State undone;
    private static State redone;
    private static State codeOnly;
    private static State restored;
    private static State unconfirmed;
    private static State refused;
    private static State nextRelease;

    @BeforeAll
    static void play() throws IOException, SQLException {
        home = scratch.resolve("home");
        Path undo = Files.writeString(scratch.resolve("Undo.java"), UNDO);
        Path jenkinsfile = Files.writeString(
                scratch.resolve("Jenkinsfile"),
                Files.readString(Path.of("Jenkinsfile"))
                        .replace(
                                "migration: 'expand'",
                                "migration: 'reversible', undo: 'exec \"$JAVA_HOME/bin/java\" -cp \"$BUILD_DIR/lib/*\" "
                                        + undo + "'"));
        Ended first = RehearseProcess.run(scratch, jenkinsfile, "--home", home, "--json");
        assertThat(first.exitCode()).as(first.err()).isZero();
        Ended second = RehearseProcess.run(scratch, jenkinsfile, "--home", home, "--json");
        assertThat(second.exitCode()).as(second.err()).isZero();
        String backup = second.json().at("/releases/0/nodes/0/operation").asText();
        try (ServedShop served = ServedShop.start(scratch, home)) {
            shop = served;
            drilled = state(call("run", Path.of("examples/shop/Jenkinsfile.drill")));
            drilledData = tables("orders-drill");
            drilledService = Files.readString(home.resolve("platform/services/shop-drill/service.json"));
            undone = rollback("1");
            redone = rollback("2");
            codeOnly = rollback("1", "--database", "code");
            order();
            unconfirmed = rollback("1", "--database", "restore", "--backup", backup);
            refused = rollback("1", "--database", "restore", "--backup", "no-such-backup", "--confirm", "production");
            restored = rollback("1", "--database", "restore", "--backup", backup, "--confirm", "production");
            nextRelease = state(call(jenkinsfile));
        }
    }

    private static State rollback(String to, String... more) throws IOException, SQLException {
        return state(call(Stream.concat(
                        Stream.of("rollback", "--to", to, "--reason", "orders '${were}'\n\"lost\" \\"), Stream.of(more))
                .toArray()));
    }

    private static Ended call(Object... arguments) throws IOException {
        Object[] all = Stream.concat(
                        Stream.of(arguments), Stream.of("--home", home, "--platform", shop.address(), "--json"))
                .toArray();
        return RehearseProcess.run(scratch, Map.of("REHEARSE_TOKEN", shop.token()), all);
    }

    private static State state(Ended ended) throws IOException, SQLException {
        return new State(
                ended,
                count("select count(*) from sqlite_master where name = 'invoices'") == 1,
                count("select count(*) from orders where customer = 'Zoe'") == 1,
                shop.ask("/version"));
    }

    private static void order() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into orders (customer, item, amount_cents, status, placed_at)"
                    + " values ('Zoe', 'tea', 1, 'open', '2026-11-23')");
        }
    }

    private static int count(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getInt(1);
        }
    }

    /** Names of the tables of an addon's database. */
    private static String tables(String addon) throws SQLException {
        Path file = home.resolve("platform/addons/" + addon + "/database.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select group_concat(name) from (select name from sqlite_master where type = 'table' order by name)")) {
            return rows.getString(1);
        }
    }

    private static Path database() {
        return home.resolve("platform/addons/orders/database.db");
    }

    @Test
    void aRestoreThatNobodyConfirmedIsRefusedBeforeAnythingIsAsked() {
        assertThat(unconfirmed.ended().exitCode()).isEqualTo(Rehearse.WRONG_USE);
        assertThat(unconfirmed.ended().err())
                .contains("--confirm: is missing; a restore discards every write since the backup")
                .contains("'production'");
        assertThat(unconfirmed.newOrder()).isTrue();
    }

    @Test
    void aDrillRestoresTheBackupReallyAndTouchesNothingThatIsLive() throws IOException {
        assertThat(drilled.ended().exitCode()).as(drilled.ended().err()).isZero();
        assertThat(drilled.ended().err()).contains("Drill: it went well in", "until the build was healthy");
        assertThat(drilledData).contains("orders", "flyway_schema_history").doesNotContain("invoices");
        assertThat(drilled.invoices()).isTrue();
        assertThat(drilled.version()).contains("1.2.0");
        assertThat(drilledService).as("it stands still afterwards").containsPattern("\"paused\" ?: ?true");
        assertThat(home.resolve("jenkins/release-flow/environments/production/environment.jsonl"))
                .content()
                .contains("\"event\":\"drill-ended\",\"well\":true");
    }

    @Test
    void theMigrationIsUndoneByTheBuildThatIsLeftBeforeTheServiceGoesBack() {
        assertThat(undone.ended().exitCode()).as(undone.ended().err()).isZero();
        assertThat(undone.nodes())
                .containsExactly("Run job migrate", "Deploy build to job migrate", "Deploy service shop");
        assertThat(undone.invoices()).isFalse();
        assertThat(undone.version()).contains("1.1.0");
        assertThat(undone.release().at("/rollback/to").asInt()).isEqualTo(1);
        assertThat(undone.release().at("/rollback/reason").asText()).isEqualTo("orders '${were}'\n\"lost\" \\");
    }

    @Test
    void aRollbackIsRolledBack() {
        assertThat(redone.ended().exitCode()).as(redone.ended().err()).isZero();
        assertThat(redone.nodes())
                .containsExactly("Deploy build to job migrate", "Run job migrate", "Deploy service shop");
        assertThat(redone.invoices()).isTrue();
        assertThat(redone.version()).contains("1.2.0");
    }

    @Test
    void codeAloneLeavesTheSchema() {
        assertThat(codeOnly.ended().exitCode()).as(codeOnly.ended().err()).isZero();
        assertThat(codeOnly.nodes()).containsExactly("Deploy build to job migrate", "Deploy service shop");
        assertThat(codeOnly.invoices()).isTrue();
        assertThat(codeOnly.version()).contains("1.1.0");
    }

    @Test
    void aBackupThatIsNotOnRecordIsRefusedAndNothingChanges() {
        assertThat(refused.ended().exitCode()).isEqualTo(1);
        assertThat(refused.ended().err()).contains("No completed backup 'no-such-backup' is on record");
        assertThat(refused.newOrder()).isTrue();
        assertThat(refused.invoices()).isTrue();
    }

    @Test
    void aRestoreBacksUpFirstAndLosesEveryWriteSince() {
        assertThat(restored.ended().exitCode()).as(restored.ended().err()).isZero();
        assertThat(restored.nodes().get(0)).isEqualTo("Back up orders");
        assertThat(restored.nodes().get(1)).startsWith("Restore orders from ");
        assertThat(restored.invoices()).isFalse();
        assertThat(restored.newOrder()).isFalse();
        assertThat(restored.version()).contains("1.1.0");
    }

    @Test
    void theNextCommitDoesNotUndoARollback() {
        assertThat(nextRelease.ended().exitCode()).isEqualTo(1);
        assertThat(nextRelease.ended().err()).contains("production is on hold", "rolled back to #1");
        assertThat(nextRelease.version()).contains("1.1.0");
    }
}
