package io.jenkins.plugins.releaseflow.rehearsal.emulator.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** How a server is asked by one of its users. */
record Sql(int port, String user, String password) {
    private static final String LIMIT_SECONDS = "10";

    /** Opens a connection to one of the server's databases. */
    Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", LIMIT_SECONDS);
        properties.setProperty("ApplicationName", "rehearsal");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    /** Runs a script. */
    void execute(String database, String script) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    /** A name as SQL has it, whatever is in it. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL has it. */
    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
