package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Finds out whether an instance is ready, without ever blocking for long. Confined to one thread at a time. */
final class HealthProbe {
    private static final int CONNECT_MILLIS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final int port;
    private final Optional<String> path;
    private final HttpClient http;
    private Optional<CompletableFuture<Boolean>> asked = Optional.empty();
    private volatile String answer = "";

    /**
     * @param path what is asked for by GET; without one an open port is enough
     */
    HealthProbe(int port, Optional<String> path, HttpClient http) {
        this.port = port;
        this.path = path;
        this.http = http;
    }

    /** Whether the instance is known to be ready; asks it again when it was not. */
    boolean isReady() {
        if (path.isEmpty()) {
            return accepts();
        }
        if (asked.isPresent() && !asked.get().isDone()) {
            return false;
        }
        if (asked.isPresent() && asked.get().join()) {
            return true;
        }
        asked = Optional.of(ask(path.get()));
        return false;
    }

    private CompletableFuture<Boolean> ask(String wanted) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + wanted))
                .timeout(LIMIT)
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).handle((response, failure) -> {
            answer = failure == null ? "answered " + response.statusCode() : "did not answer";
            return failure == null && response.statusCode() >= 200 && response.statusCode() < 400;
        });
    }

    /** What the instance said to being asked last, for people. */
    String lastAnswer() {
        return path.filter(any -> !answer.isEmpty())
                .map(wanted -> "GET " + wanted + " " + answer)
                .orElse("port " + port + " does not take connections");
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
