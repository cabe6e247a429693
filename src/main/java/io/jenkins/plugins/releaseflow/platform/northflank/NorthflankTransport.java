package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.RequestBudget;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Sends requests to Northflank's API, each once, and makes answers or {@link PlatformException}s of what comes back. Safe for use by many threads.
 *
 * <p>The JDK's client sends a request again by itself only for GET and HEAD; the tests hold that for POST and DELETE.
 */
final class NorthflankTransport {
    /** For the beginning of an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration COMMAND_LIMIT = Duration.ofHours(1);
    private static final int OK = 200;
    private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
    private static final String HIDDEN = "****";
    private static final String RETRY_ALL = "jdk.httpclient.enableAllMethodRetry";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final Supplier<String> token;
    private final HttpClient client;
    private final Clock clock;
    private final Duration timeout;
    private final NorthflankErrors errors;
    private final SharedBudget budget;

    /**
     * @param timeout for the beginning of an answer; the whole answer has twice as long
     * @param budget takes note of what the answers tell; shared by all that use the token
     * @throws IllegalArgumentException where the client or Java is set up to send a POST again
     */
    NorthflankTransport(
            URI url, Supplier<String> token, HttpClient client, Clock clock, Duration timeout, SharedBudget budget) {
        this.base = url.toString().replaceAll("/+$", "");
        this.token = token;
        this.client = client;
        this.clock = clock;
        this.timeout = timeout;
        this.budget = budget;
        this.errors = new NorthflankErrors(base, clock);
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "The HTTP client follows redirects, which can send a POST twice: build it with Redirect.NEVER");
        }
        String retryAll = System.getProperty(RETRY_ALL);
        if (retryAll != null && (retryAll.isEmpty() || Boolean.parseBoolean(retryAll))) {
            throw new IllegalArgumentException("The system property " + RETRY_ALL
                    + " makes Java send a POST twice, which can run a migration twice: remove it");
        }
    }

    NorthflankTransport(URI url, Supplier<String> token, HttpClient client, Clock clock) {
        this(url, token, client, clock, TIMEOUT, new SharedBudget());
    }

    /** The whole answer, with {@code data} and, for lists, {@code pagination}. */
    CompletionStage<JsonNode> get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), Set.of());
    }

    CompletionStage<JsonNode> post(String path, ObjectNode body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body.toString()), Set.of());
    }

    /**
     * Asks for something new; answers its id. An answer without an id fails as one that can't be understood.
     *
     * @param secrets values in the body that are taken out of the platform's words, should it repeat them
     */
    CompletionStage<String> create(String path, ObjectNode body, Set<String> secrets) {
        HttpRequest.BodyPublisher content = HttpRequest.BodyPublishers.ofString(body.toString());
        return id(path, send("POST", path, content, secrets), "id");
    }

    /** The same for what needs no body, and where the id goes by another name. */
    CompletionStage<String> create(String path, String idField) {
        return id(path, post(path), idField);
    }

    private CompletionStage<String> id(String path, CompletionStage<JsonNode> answers, String field) {
        return answers.thenApply(answer -> {
            String id = answer.path("data").path(field).asText("");
            if (id.isEmpty()) {
                throw errors.unreadable("POST " + path, OK);
            }
            return id;
        });
    }

    CompletionStage<JsonNode> post(String path) {
        return send("POST", path, HttpRequest.BodyPublishers.noBody(), Set.of());
    }

    CompletionStage<JsonNode> delete(String path) {
        return send("DELETE", path, HttpRequest.BodyPublishers.noBody(), Set.of());
    }

    /** What the answers told about the request limit. */
    Optional<RequestBudget> budget() {
        return budget.at(clock.instant());
    }

    /** Runs commands over the same connection settings. */
    NorthflankExec exec() {
        return new NorthflankExec(base, token, client, COMMAND_LIMIT);
    }

    SharedBudget sharedBudget() {
        return budget;
    }

    /** A text without the token, should it be in it. */
    String withoutToken(String text) {
        String secret = token.get().strip();
        return secret.isEmpty() ? text : text.replace(secret, HIDDEN);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array(List<JsonNode> entries) {
        return MAPPER.createArrayNode().addAll(entries);
    }

    /** What to fail with where an answer to a GET lacks what belongs in it. */
    PlatformException notUnderstood(String path) {
        return errors.unreadable("GET " + withoutQuery(path), OK);
    }

    private CompletionStage<JsonNode> send(
            String method, String path, HttpRequest.BodyPublisher body, Set<String> secrets) {
        String asked = method + " " + withoutQuery(path);
        // A secret that was pasted or read from a file often ends with a line break.
        String secret = token.get().strip();
        Set<String> hidden = new HashSet<>(secrets);
        hidden.add(secret);
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(base + path))
                    .method(method, body)
                    .timeout(timeout)
                    .header("Authorization", "Bearer " + secret)
                    .header("Content-Type", "application/json")
                    .header("Accept", "application/json")
                    .header("User-Agent", "release-flow")
                    .build();
        } catch (IllegalArgumentException unusable) {
            return CompletableFuture.failedFuture(errors.unusable(asked));
        }
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request, BoundedText.handler(LARGEST_ANSWER));
        // The request's own time limit ends with the answer's headers; a body may stall for ever after them.
        return exchange.copy()
                .orTimeout(timeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                        throw errors.noAnswer(asked, failure);
                    }
                    return understand(asked, response, hidden);
                });
    }

    private JsonNode understand(String asked, HttpResponse<String> response, Set<String> secrets) {
        noteBudget(response);
        JsonNode json = parse(response.body());
        if (response.statusCode() != OK) {
            throw errors.refused(asked, response, json, secrets);
        }
        if (!json.isObject() || !json.has("data")) {
            throw errors.unreadable(asked, OK);
        }
        return json;
    }

    private static String withoutQuery(String path) {
        return path.replaceFirst("\\?.*", "");
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
            Duration left = reset.map(Duration::ofSeconds).orElse(RequestBudget.WINDOW);
            budget.note(new RequestBudget(
                    limit.get(), remaining.get(), clock.instant().plus(left)));
        }
    }

    private static Optional<Integer> number(HttpResponse<?> response, String header) {
        return response.headers()
                .firstValue(header)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf);
    }
}
