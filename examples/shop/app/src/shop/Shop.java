package shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Executors;

/** Serves the orders of the database {@code DATABASE} on the port {@code PORT}. */
public final class Shop {
    private final Orders orders;
    private final String version;
    private final ObjectMapper json = new ObjectMapper();

    private Shop(Orders orders, String version) {
        this.orders = orders;
        this.version = version;
    }

    public static void main(String[] args) throws IOException {
        String version = Files.readString(Path.of(System.getenv("BUILD_DIR"), "VERSION")).strip();
        Shop shop = new Shop(new Orders("jdbc:sqlite:" + System.getenv("DATABASE")), version);
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", shop::handle);
        server.start();
        System.out.println("shop " + version + " listens on port " + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (SQLException e) {
                System.err.println("shop " + version + " cannot read the orders: " + e.getMessage());
                answer(exchange, 503, e.getMessage() + "\n");
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException, SQLException {
        switch (exchange.getRequestURI().getPath()) {
            case "/", "/version" -> answer(exchange, 200, version + "\n");
            case "/health" -> {
                orders.read(1);
                answer(exchange, 200, "ok\n");
            }
            case "/orders" -> {
                String body = json.writeValueAsString(orders.read(Integer.MAX_VALUE));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                answer(exchange, 200, body);
            }
            default -> answer(exchange, 404, "There is /version, /health and /orders.\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
