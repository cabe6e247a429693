package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Reads lists page by page. Safe for use by many threads. */
final class NorthflankLists {
    private static final int MOST_PAGES = 20;
    private static final String PAGE_SIZE = "per_page=100";

    private final NorthflankTransport transport;

    NorthflankLists(NorthflankTransport transport) {
        this.transport = transport;
    }

    /** All entries, up to 2,000. */
    CompletionStage<List<JsonNode>> all(String path, String plural) {
        return until(path, plural, entries -> false);
    }

    /** Entries page by page, until there are enough or there is no further page. */
    CompletionStage<List<JsonNode>> until(String path, String plural, Predicate<List<JsonNode>> enough) {
        return page(path, plural, Optional.empty(), new ArrayList<>(), enough, 1);
    }

    private CompletionStage<List<JsonNode>> page(
            String path,
            String plural,
            Optional<String> cursor,
            List<JsonNode> entries,
            Predicate<List<JsonNode>> enough,
            int number) {
        String query = "?" + PAGE_SIZE
                + cursor.map(text -> "&cursor=" + NorthflankPaths.segment(text)).orElse("");
        return transport.get(path + query).thenCompose(answer -> {
            answer.path("data").path(plural).forEach(entries::add);
            JsonNode pagination = answer.path("pagination");
            Optional<String> next = Optional.ofNullable(
                            pagination.path("cursor").textValue())
                    .filter(text -> pagination.path("hasNextPage").asBoolean(true));
            if (next.isEmpty() || number >= MOST_PAGES || enough.test(entries)) {
                return CompletableFuture.completedFuture(entries);
            }
            return page(path, plural, next, entries, enough, number + 1);
        });
    }

    /** Explains a 404 with the ids that are there instead. Other failures stay what they are. */
    <T> CompletionStage<T> explain(
            CompletionStage<T> request, String parameter, String what, String id, String path, String plural) {
        return request.exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (!(cause instanceof PlatformException trouble) || trouble.kind() != PlatformException.Kind.NOT_FOUND) {
                return CompletableFuture.failedFuture(cause);
            }
            return all(path, plural).handle((entries, unlisted) -> {
                List<String> ids = unlisted == null
                        ? entries.stream()
                                .map(entry -> entry.path("id").asText())
                                .toList()
                        : List.of();
                throw new PlatformException(
                        PlatformException.Kind.NOT_FOUND,
                        parameter + ": there is no " + what + " '" + id + "'"
                                + (ids.isEmpty() ? " on the platform" : "; there are: " + String.join(", ", ids)),
                        trouble.answer(),
                        Optional.empty(),
                        trouble);
            });
        });
    }
}
