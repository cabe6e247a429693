package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The orders, read with the columns that this version of the schema has. */
final class Orders {
    private static final String QUERY =
            """
            SELECT id, customer, item, amount_cents, currency, status, placed_at
            FROM orders
            ORDER BY id
            LIMIT ?
            """;

    private final String database;

    Orders(String database) {
        this.database = database;
    }

    List<Map<String, Object>> read(int most) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setInt(1, most);
            List<Map<String, Object>> orders = new ArrayList<>();
            for (ResultSet rows = query.executeQuery(); rows.next(); ) {
                Map<String, Object> order = new LinkedHashMap<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    order.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
                }
                orders.add(order);
            }
            return orders;
        }
    }
}
