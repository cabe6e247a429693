package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.NotificationSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Has a platform send its notifications to us, through its API, until it is closed. Where that does not work the rehearsal goes on: Release Flow looks by
 * itself.
 */
final class NotificationRegistration implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(NotificationRegistration.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ServedPlatform platform;
    private final String name;

    private NotificationRegistration(ServedPlatform platform, String name) {
        this.platform = platform;
        this.name = name;
    }

    /**
     * @param name lower-case letters, digits and dashes; the registration of a rehearsal that was killed is replaced by that of the same name
     * @param receiver where to post to
     */
    static NotificationRegistration make(ServedPlatform platform, String name, URI receiver, String secret) {
        NotificationRegistration registration = new NotificationRegistration(platform, name);
        registration.close();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name);
        body.put("type", "RAW_WEBHOOK");
        body.put("webhook", receiver.toString());
        body.put("secret", secret);
        ObjectNode events = body.putObject("events");
        NotificationSpec.EVENTS.stream()
                .filter(event -> !event.endsWith(":start"))
                .forEach(event -> events.put("trigger:" + event, true));
        registration.send("POST", "", body.toString());
        return registration;
    }

    private void send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        platform.address().resolve("/v1/integrations/notifications" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + platform.token())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            LOGGER.log(Level.FINE, () -> method + " of the notifications was answered with " + status);
        } catch (IOException unreachable) {
            LOGGER.log(Level.FINE, unreachable, () -> "The platform can't be asked for notifications");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        send("DELETE", "/" + name, "");
    }
}
