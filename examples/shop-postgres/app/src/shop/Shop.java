package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Tells the newest order of the database {@code DATABASE_URL}, on the port {@code PORT}. */
public final class Shop {
    private Shop() {}

    public static void main(String[] args) throws IOException {
        String version = Files.readString(Path.of(System.getenv("BUILD_DIR"), "VERSION")).strip();
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/version", exchange -> answer(exchange, 200, version));
        server.createContext("/health", Shop::health);
        server.start();
        System.out.println("shop " + version + " listens on port " + port);
    }

    private static void health(HttpExchange exchange) throws IOException {
        try (var connection = DriverManager.getConnection(System.getenv("DATABASE_URL"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT item FROM orders ORDER BY placed_at DESC LIMIT 1")) {
            answer(exchange, 200, rows.next() ? rows.getString(1) : "no orders");
        } catch (SQLException e) {
            answer(exchange, 503, e.getMessage());
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
