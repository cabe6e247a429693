package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * What the shop's database held at a moment.
 *
 * @param schemaVersion newest version that Flyway has noted; empty where Flyway never ran
 * @param columns of the orders
 * @param orders every row in its oldest columns
 */
record OrdersDatabase(List<String> schemaVersion, List<String> columns, List<String> orders) {
    private static final String OLD_COLUMNS =
            "id || '|' || customer || '|' || item || '|' || amount_cents || '|' || status || '|' || placed_at";

    static OrdersDatabase read(Path file) throws SQLException {
        return read("jdbc:sqlite:" + file);
    }

    /** As it was before the first release. */
    static OrdersDatabase seeded(Path file) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(Files.readString(Path.of("examples/shop/seed.sql")));
        }
        return read(file);
    }

    /** What a backup restores. */
    static OrdersDatabase restored(Path backup, Path file) throws SQLException, IOException {
        try (InputStream compressed = Files.newInputStream(backup);
                InputStream dump = new GZIPInputStream(compressed)) {
            Files.copy(dump, file);
        }
        return read(file);
    }

    private static OrdersDatabase read(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            boolean migrated = !strings(
                            connection, "select name from sqlite_master where name = 'flyway_schema_history'")
                    .isEmpty();
            return new OrdersDatabase(
                    migrated
                            ? strings(
                                    connection,
                                    "select version from flyway_schema_history where success order by installed_rank desc limit 1")
                            : List.of(),
                    strings(connection, "select name from pragma_table_info('orders') order by cid"),
                    strings(connection, "select " + OLD_COLUMNS + " from orders order by id"));
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
