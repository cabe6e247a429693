package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** Receives what the emulator sends, and keeps it. */
final class NotificationReceiverStub implements AutoCloseable {
    record Received(String event, String eventId, String token, String body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /**
     * @param answers the status of the n-th answer, from 1
     */
    NotificationReceiverStub(IntUnaryOperator answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/hook", exchange -> {
            String header = "X-Northflank-Notification-";
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst(header + "Event-Type"),
                    exchange.getRequestHeaders().getFirst(header + "Event-Id"),
                    String.valueOf(exchange.getRequestHeaders().getFirst(header + "Token")),
                    body));
            exchange.sendResponseHeaders(answers.applyAsInt(received.size()), -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    List<String> events() {
        return received.stream().map(Received::event).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
