package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Looks whether a service answers, as somebody would in a browser. */
final class ServiceCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SHOWN = 120;

    private final HttpClient client;

    ServiceCheck(HttpClient client) {
        this.client = client;
    }

    /** One line, for example {@code http://127.0.0.1:8085/health answers 200: ok}. */
    String look(URI address) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            String body = response.body().replaceAll("\\s+", " ").trim();
            String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + " …" : body;
            return address + " answers " + response.statusCode() + (shown.isEmpty() ? "" : ": " + shown);
        } catch (IOException silent) {
            return address + " does not answer";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return address + " was not looked at";
        }
    }
}
