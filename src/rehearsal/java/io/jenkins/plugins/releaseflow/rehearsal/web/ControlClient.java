package io.jenkins.plugins.releaseflow.rehearsal.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the rehearsal that is under way in a home. */
public final class ControlClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ControlFile file;

    public ControlClient(ControlFile file) {
        this.file = file;
    }

    /** The text as a part of a path. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Sends a form.
     *
     * @param path below {@code release-flow/}
     * @return what was answered; empty where no rehearsal is under way
     */
    public Optional<ControlAnswer> post(String path, Map<String, String> form) {
        return file.read().flatMap(access -> send(access, path, form));
    }

    private static Optional<ControlAnswer> send(ControlFile.Access access, String path, Map<String, String> form) {
        HttpRequest request = HttpRequest.newBuilder(access.address().resolve("/release-flow/" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + access.token())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(answer(response));
        } catch (ConnectException leftFromAKilledOne) {
            return Optional.empty();
        } catch (IOException cut) {
            return Optional.of(ControlAnswer.refused(
                    HttpURLConnection.HTTP_UNAVAILABLE,
                    "The rehearsal did not answer: " + cut + "; look with ./rehearse show what it has done"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(ControlAnswer.refused(HttpURLConnection.HTTP_UNAVAILABLE, "Interrupted"));
        }
    }

    private static ControlAnswer answer(HttpResponse<String> response) {
        try {
            JsonNode json = MAPPER.readTree(response.body());
            if (json instanceof ObjectNode document) {
                String message = json.path("message").asText(json.path("error").asText());
                return new ControlAnswer(response.statusCode(), message, document);
            }
        } catch (JsonProcessingException notOurs) {
            // Another program has the port of a rehearsal that was killed.
        }
        return ControlAnswer.refused(
                HttpURLConnection.HTTP_BAD_GATEWAY,
                "What answers at " + response.uri().getAuthority() + " is no rehearsal; start ./rehearse again");
    }
}
