package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Reads lists page by page. Safe for use by many threads. */
final class NorthflankLists {
    private static final int MOST_PAGES = 20;
    private static final String PAGE_SIZE = "?per_page=100";

    private final NorthflankTransport transport;

    NorthflankLists(NorthflankTransport transport) {
        this.transport = transport;
    }

    /** All entries, up to 2,000. */
    CompletionStage<Listing> all(String path, String plural) {
        return until(path, plural, page -> false);
    }

    /** The entries of the first page, up to a hundred. */
    CompletionStage<List<JsonNode>> first(String path, String plural) {
        return until(path, plural, page -> true).thenApply(Listing::entries);
    }

    /** Entries page by page, until a page is enough. */
    CompletionStage<Listing> until(String path, String plural, Predicate<List<JsonNode>> enough) {
        return page(path, plural, "", enough, new ArrayList<>(), 1);
    }

    private CompletionStage<Listing> page(
            String path,
            String plural,
            String cursor,
            Predicate<List<JsonNode>> enough,
            List<JsonNode> before,
            int number) {
        return transport.get(path + PAGE_SIZE + cursor).thenCompose(answer -> {
            List<JsonNode> entries = entries(answer, path, plural);
            before.addAll(entries);
            JsonNode pagination = answer.path("pagination");
            Optional<String> next = Optional.ofNullable(
                            pagination.path("cursor").textValue())
                    .filter(text ->
                            !text.isEmpty() && pagination.path("hasNextPage").asBoolean(true));
            if (next.isEmpty() || number >= MOST_PAGES || enough.test(entries)) {
                return CompletableFuture.completedFuture(new Listing(before, next.isEmpty()));
            }
            return page(path, plural, "&cursor=" + NorthflankPaths.segment(next.get()), enough, before, number + 1);
        });
    }

    /** No list at all is not an empty list: to take it for one could have a migration run twice. */
    private List<JsonNode> entries(JsonNode answer, String path, String plural) {
        JsonNode list = answer.path("data").path(plural);
        if (!list.isArray()) {
            throw transport.notUnderstood(path);
        }
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        return entries;
    }

    /**
     * The entries with these ids, by id: those on the list's first page with one request, and any others one by one. Ids that are not on the platform are
     * missing in the answer.
     */
    CompletionStage<Map<String, JsonNode>> byIds(String path, String plural, Set<String> ids) {
        CompletionStage<Map<String, JsonNode>> found = transport
                .get(path + PAGE_SIZE)
                .thenApply(answer -> {
                    Map<String, JsonNode> byId = new HashMap<>();
                    entries(answer, path, plural)
                            .forEach(entry -> byId.put(entry.path("id").asText(), entry));
                    byId.keySet().retainAll(ids);
                    return byId;
                });
        for (String id : ids) {
            found = found.thenCompose(
                    byId -> byId.containsKey(id) ? CompletableFuture.completedFuture(byId) : add(byId, path, id));
        }
        return found.exceptionallyCompose(failure -> unlessMissing(failure, Map.of()));
    }

    private CompletionStage<Map<String, JsonNode>> add(Map<String, JsonNode> byId, String path, String id) {
        return transport
                .get(path + "/" + NorthflankPaths.segment(id))
                .thenApply(answer -> {
                    byId.put(id, answer.path("data"));
                    return byId;
                })
                .exceptionallyCompose(failure -> unlessMissing(failure, byId));
    }

    /** Answers the other value for a failure that says that something is not on the platform; fails with any other. */
    static <T> CompletionStage<T> unlessMissing(Throwable failure, T otherwise) {
        return missing(failure).isPresent()
                ? CompletableFuture.completedFuture(otherwise)
                : CompletableFuture.failedFuture(cause(failure));
    }

    /** The trouble, if it is that something is not on the platform. */
    static Optional<PlatformException> missing(Throwable failure) {
        return cause(failure) instanceof PlatformException trouble && trouble.kind() == PlatformException.Kind.NOT_FOUND
                ? Optional.of(trouble)
                : Optional.empty();
    }

    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
