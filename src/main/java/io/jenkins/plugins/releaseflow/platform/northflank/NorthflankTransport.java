package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sends requests to Northflank's API, each once, and makes answers or {@link PlatformException}s of what comes back. Safe for use by many threads.
 *
 * <p>The JDK's client sends a request again by itself only for GET and HEAD; the tests hold that for POST.
 */
final class NorthflankTransport {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final Supplier<String> token;
    private final HttpClient client;
    private final Clock clock;
    private final Duration timeout;
    private final NorthflankErrors errors;
    private volatile Optional<RequestBudget> budget = Optional.empty();

    NorthflankTransport(URI url, Supplier<String> token, HttpClient client, Clock clock, Duration timeout) {
        this.base = url.toString().replaceAll("/+$", "");
        this.token = token;
        this.client = client;
        this.clock = clock;
        this.timeout = timeout;
        this.errors = new NorthflankErrors(base, clock);
    }

    NorthflankTransport(URI url, Supplier<String> token, HttpClient client, Clock clock) {
        this(url, token, client, clock, TIMEOUT);
    }

    /** The whole answer, with {@code data} and, for lists, {@code pagination}. */
    CompletionStage<JsonNode> get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    CompletionStage<JsonNode> post(String path, ObjectNode body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    CompletionStage<JsonNode> post(String path) {
        return send("POST", path, HttpRequest.BodyPublishers.noBody());
    }

    CompletionStage<JsonNode> delete(String path) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    /** What the last answer told about the request limit. */
    Optional<RequestBudget> budget() {
        return budget;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private CompletionStage<JsonNode> send(String method, String path, HttpRequest.BodyPublisher body) {
        String asked = method + " " + path.replaceFirst("\\?.*", "");
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(base + path))
                    .method(method, body)
                    .timeout(timeout)
                    .header("Authorization", "Bearer " + token.get())
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .header("User-Agent", "release-flow")
                    .build();
        } catch (IllegalArgumentException unusable) {
            return CompletableFuture.failedFuture(errors.unusable(asked));
        }
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).handle((response, failure) -> {
            if (failure != null) {
                throw errors.noAnswer(asked, failure);
            }
            noteBudget(response);
            JsonNode json = parse(response.body());
            if (response.statusCode() != 200) {
                throw errors.refused(asked, response, json);
            }
            if (!json.isObject() || !json.has("data")) {
                throw errors.unreadable(asked, response.statusCode());
            }
            return json;
        });
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            return json == null ? MAPPER.missingNode() : json;
        } catch (JsonProcessingException unreadable) {
            return MAPPER.missingNode();
        }
    }

    private void noteBudget(HttpResponse<?> response) {
        Optional<Integer> limit = number(response, "x-ratelimit-limit");
        Optional<Integer> remaining = number(response, "x-ratelimit-remaining");
        Optional<Integer> reset = number(response, "x-ratelimit-reset");
        if (limit.isPresent() && remaining.isPresent()) {
            budget = Optional.of(new RequestBudget(
                    limit.get(), remaining.get(), clock.instant().plusSeconds(reset.orElse(0))));
        }
    }

    static Optional<Integer> number(HttpResponse<?> response, String header) {
        return response.headers()
                .firstValue(header)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
    }
}
