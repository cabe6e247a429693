package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.SucceededBuild;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Finds the build that a step asks for. */
final class NorthflankBuilds {
    private static final String BUILDS = "builds";
    private static final int FULL_COMMIT = 40;

    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final BuildOperations operations;
    private final MissingResources missing;

    NorthflankBuilds(NorthflankPaths paths, NorthflankLists lists, BuildOperations operations) {
        this.paths = paths;
        this.lists = lists;
        this.operations = operations;
        this.missing = new MissingResources(lists);
    }

    CompletionStage<FoundBuild> resolve(BuildSelector selector) {
        return missing.explain(builds(selector), operations.buildService(selector.buildService()))
                .thenApply(all -> choose(selector, all));
    }

    /** Those that succeeded, among the newest where Northflank lists these first. */
    CompletionStage<List<SucceededBuild>> succeeded(String buildService) {
        CompletionStage<Listing> newest =
                lists.until(paths.project("services", buildService, "build"), BUILDS, NorthflankBuilds::isNewestFirst);
        return missing.explain(newest, operations.buildService(buildService))
                .thenApply(listing -> listing.entries().stream()
                        .filter(NorthflankBuilds::hasSucceeded)
                        .map(build -> new SucceededBuild(
                                pin(buildService, build),
                                pullRequest(build.path("pullRequestId").asText(""))))
                        .toList());
    }

    private static Optional<Integer> pullRequest(String id) {
        return Optional.of(id).filter(text -> text.matches("[1-9][0-9]{0,8}")).map(Integer::valueOf);
    }

    private CompletionStage<List<JsonNode>> builds(BuildSelector selector) {
        String path = paths.project("services", selector.buildService(), "build");
        CompletionStage<List<JsonNode>> named = selector.buildId()
                .<CompletionStage<List<JsonNode>>>map(
                        id -> lists.byIds(path, BUILDS, Set.of(id)).thenApply(byId -> List.copyOf(byId.values())))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
        return named.thenCompose(found -> found.isEmpty()
                ? lists.until(path, BUILDS, page -> isEnough(selector, page)).thenApply(Listing::entries)
                : CompletableFuture.completedFuture(found));
    }

    /** The newest finished build of those that fit, else the newest that is under way, else the newest. A pure function. */
    static FoundBuild choose(BuildSelector selector, List<JsonNode> builds) {
        List<JsonNode> fitting = builds.stream()
                .filter(fits(selector))
                .sorted(Comparator.comparing(NorthflankBuilds::createdAt).reversed())
                .toList();
        List<String> commits = texts(fitting, "sha");
        if (selector.buildId().isEmpty() && !selector.isLatest() && commits.size() > 1) {
            throw new PlatformException(
                    PlatformException.Kind.REJECTED,
                    "commit: '" + selector.commit() + "' fits more than one commit: " + MissingResources.few(commits)
                            + ". Give more of it");
        }
        return newest(fitting, NorthflankBuilds::hasSucceeded)
                .<FoundBuild>map(build -> new FoundBuild.Finished(pin(selector, build)))
                .or(() -> newest(fitting, build -> !phase(build).isEnd())
                        .map(build -> new FoundBuild.UnderWay(
                                pin(selector, build),
                                BuildOperations.reference(selector.buildService(), id(build)),
                                word(build))))
                .or(() -> newest(fitting, build -> true)
                        .map(build -> new FoundBuild.Failed(
                                pin(selector, build),
                                BuildOperations.reference(selector.buildService(), id(build)),
                                word(build))))
                .orElseGet(() -> new FoundBuild.None(explain(selector, builds)));
    }

    private static Optional<JsonNode> newest(List<JsonNode> newestFirst, Predicate<JsonNode> wanted) {
        return newestFirst.stream().filter(wanted).findFirst();
    }

    private static OperationPhase phase(JsonNode build) {
        return NorthflankStatuses.build(build).phase();
    }

    private static boolean hasSucceeded(JsonNode build) {
        return phase(build) == OperationPhase.SUCCEEDED;
    }

    private static String id(JsonNode build) {
        return build.path("id").asText();
    }

    private static String word(JsonNode build) {
        return build.path("status").asText();
    }

    /** Later pages can only matter where Northflank does not list the newest builds first, or no finished build was among them. */
    private static boolean isEnough(BuildSelector selector, List<JsonNode> page) {
        // An abbreviated commit must be compared with all others, since it may fit more than one.
        boolean comparable = selector.isLatest() || selector.commit().length() == FULL_COMMIT;
        return comparable
                && isNewestFirst(page)
                && page.stream().filter(fits(selector)).anyMatch(NorthflankBuilds::hasSucceeded);
    }

    /** Whether no build of the page is older than one after it; then none of a later page is newer. */
    static boolean isNewestFirst(List<JsonNode> page) {
        for (int i = 1; i < page.size(); i++) {
            if (createdAt(page.get(i)).isAfter(createdAt(page.get(i - 1)))) {
                return false;
            }
        }
        return true;
    }

    static Instant createdAt(JsonNode build) {
        return NorthflankStatuses.time(build, "createdAt").orElse(Instant.EPOCH);
    }

    private static Predicate<JsonNode> fits(BuildSelector selector) {
        if (selector.buildId().isPresent()) {
            return build -> build.path("id").asText().equals(selector.buildId().get());
        }
        return build -> isOfSource(selector, build)
                && (selector.isLatest()
                        || build.path("sha")
                                .asText()
                                .startsWith(selector.commit().toLowerCase(Locale.ROOT)));
    }

    private static boolean isOfSource(BuildSelector selector, JsonNode build) {
        return selector.branch().map(build.path("branch").asText()::equals).orElse(true)
                && selector.pullRequest()
                        .map(number -> build.path("pullRequestId").asText().equals(number.toString()))
                        .orElse(true);
    }

    private static BuildPin pin(BuildSelector selector, JsonNode build) {
        return pin(selector.buildService(), build);
    }

    private static BuildPin pin(String buildService, JsonNode build) {
        return new BuildPin(
                buildService,
                build.path("id").asText(),
                build.path("sha").asText(""),
                build.path("branch").asText(""),
                NorthflankStatuses.time(build, "createdAt"));
    }

    private static String explain(BuildSelector selector, List<JsonNode> all) {
        if (all.isEmpty()) {
            return selector.parameter() + ": build service '" + selector.buildService() + "' has no builds yet";
        }
        if (selector.buildId().isEmpty() && all.stream().noneMatch(build -> isOfSource(selector, build))) {
            return selector.pullRequest()
                    .map(number -> unknown(selector, "pullRequest", "pull request", number.toString())
                            + MissingResources.few(texts(all, "pullRequestId")))
                    .orElseGet(() -> unknown(
                                    selector,
                                    "branch",
                                    "branch",
                                    selector.branch().orElse(""))
                            + MissingResources.few(texts(all, "branch")));
        }
        return selector.parameter() + ": there is no build of " + selector.text();
    }

    private static String unknown(BuildSelector selector, String parameter, String what, String value) {
        return parameter + ": build service '" + selector.buildService() + "' has no build of " + what + " '" + value
                + "'; it has builds of: ";
    }

    private static List<String> texts(List<JsonNode> builds, String field) {
        return builds.stream()
                .map(build -> build.path(field).asText(""))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }
}
