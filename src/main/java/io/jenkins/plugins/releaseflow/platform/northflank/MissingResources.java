package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Explains a 404: which parameter of a step names something that is not there, and what there is instead. */
final class MissingResources {
    private static final int MOST_NAMED = 20;

    private final NorthflankLists lists;

    MissingResources(NorthflankLists lists) {
        this.lists = lists;
    }

    /**
     * What was asked for, and where others like it are listed.
     *
     * @param parameter the step's parameter, for example {@code addon}
     * @param what the thing in words, for example {@code build service}
     * @param list path of the list of such things
     * @param plural name of the list in its answer
     * @param fits which entries of the list can stand in its place
     */
    record Wanted(String parameter, String what, String id, String list, String plural, Predicate<JsonNode> fits) {
        static Wanted of(String word, String id, String list, String plural) {
            return new Wanted(word, word, id, list, plural, entry -> true);
        }
    }

    /** The request's answer; a 404 becomes one that says what is there instead. Other failures stay what they are. */
    <T> CompletionStage<T> explain(CompletionStage<T> request, Wanted wanted) {
        return request.exceptionallyCompose(failure -> NorthflankLists.missing(failure)
                .map(trouble -> this.<T>explain(trouble, wanted))
                .orElseGet(() -> CompletableFuture.failedFuture(NorthflankLists.cause(failure))));
    }

    private <T> CompletionStage<T> explain(PlatformException trouble, Wanted wanted) {
        return lists.all(wanted.list(), wanted.plural()).handle((listing, unlisted) -> {
            throw new PlatformException(
                    PlatformException.Kind.NOT_FOUND,
                    wanted.parameter() + ": there is no " + wanted.what() + " '" + wanted.id() + "'"
                            + (unlisted == null
                                    ? instead(ids(listing, wanted.fits()))
                                    : NorthflankLists.missing(unlisted).isPresent()
                                            ? ", nor the project that it is looked for in. Check the project and the team of the connection"
                                            : " on the platform"),
                    trouble.answer(),
                    Optional.empty(),
                    trouble);
        });
    }

    private static List<String> ids(Listing listing, Predicate<JsonNode> fits) {
        return listing.entries().stream()
                .filter(fits)
                .map(entry -> entry.path("id").asText(""))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static String instead(List<String> ids) {
        return ids.isEmpty() ? "; there is none at all" : "; there are: " + few(ids);
    }

    /** The texts with commas between them, the first twenty of them. */
    static String few(List<String> texts) {
        String shown = texts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return texts.size() > MOST_NAMED ? shown + " and " + (texts.size() - MOST_NAMED) + " more" : shown;
    }
}
