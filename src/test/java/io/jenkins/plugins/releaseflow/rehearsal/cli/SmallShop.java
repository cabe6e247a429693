package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the jobs and the service of {@link MigratingProject} run: a migration of one statement, and a service that only listens. */
final class SmallShop {
    /** While there is a file with this behind the name of the database, no migration begins. */
    static final String HOLD = ".hold";

    private SmallShop() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0)
                    .start();
        } else {
            migrate(Path.of(arguments[0]));
        }
    }

    private static void migrate(Path file) throws IOException {
        while (Files.exists(Path.of(System.getenv("DATABASE") + HOLD))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + System.getenv("DATABASE"));
                Statement statement = connection.createStatement()) {
            String sql = Files.readString(file).strip();
            System.out.println("Running " + sql);
            statement.execute(sql);
        } catch (SQLException wrong) {
            System.out.println("Failed: " + wrong.getMessage());
            System.exit(1);
        }
    }
}
