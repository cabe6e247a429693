package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Talks to an emulator as any client would. */
public final class ApiClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String token;

    public ApiClient(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /** The data of a successful answer to a GET below the project. */
    public JsonNode get(String path) {
        return data(send("GET", "/v1/projects/shop" + path, ""));
    }

    public JsonNode post(String path, String body) {
        return data(send("POST", "/v1/projects/shop" + path, body));
    }

    JsonNode delete(String path) {
        return data(send("DELETE", "/v1/projects/shop" + path, ""));
    }

    JsonNode patch(String path, String body) {
        return data(send("PATCH", "/v1/projects/shop" + path, body));
    }

    private static JsonNode data(Reply reply) {
        if (reply.status() != 200) {
            throw new AssertionError("not 200 but " + reply);
        }
        return reply.json().get("data");
    }

    Reply send(String method, String path, String body) {
        try {
            return sendOrFail(method, path, body);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Reply sendOrFail(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    record Reply(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException failure) {
                throw new UncheckedIOException(body, failure);
            }
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
