package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Finds the build that a step asks for. */
final class NorthflankBuilds {
    private static final String BUILDS = "builds";
    private static final String SUCCESS = "SUCCESS";
    private static final int FULL_COMMIT = 40;

    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final MissingResources missing;

    NorthflankBuilds(NorthflankPaths paths, NorthflankLists lists) {
        this.paths = paths;
        this.lists = lists;
        this.missing = new MissingResources(lists);
    }

    CompletionStage<BuildPin> resolve(BuildSelector selector) {
        Wanted service = new Wanted(
                "build",
                "build service",
                selector.buildService(),
                paths.project("services"),
                "services",
                entry -> !entry.path("serviceType").asText().equals("deployment"));
        return missing.explain(builds(selector), service).thenApply(all -> choose(selector, all));
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

    /** The newest finished build of those that fit. A pure function. */
    static BuildPin choose(BuildSelector selector, List<JsonNode> builds) {
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
        return fitting.stream()
                .filter(build -> build.path("status").asText().equals(SUCCESS))
                .findFirst()
                .map(build -> pin(selector, build))
                .orElseThrow(() ->
                        new PlatformException(PlatformException.Kind.NOT_FOUND, explain(selector, fitting, builds)));
    }

    /** Later pages can only matter where Northflank does not list the newest builds first, or no finished build was among them. */
    private static boolean isEnough(BuildSelector selector, List<JsonNode> page) {
        // An abbreviated commit must be compared with all others, since it may fit more than one.
        boolean newestFirst = selector.isLatest() || selector.commit().length() == FULL_COMMIT;
        for (int i = 1; i < page.size(); i++) {
            newestFirst &= !createdAt(page.get(i)).isAfter(createdAt(page.get(i - 1)));
        }
        return newestFirst
                && page.stream()
                        .filter(fits(selector))
                        .anyMatch(build -> build.path("status").asText().equals(SUCCESS));
    }

    private static Instant createdAt(JsonNode build) {
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
        return new BuildPin(
                selector.buildService(),
                build.path("id").asText(),
                build.path("sha").asText(""),
                build.path("branch").asText(""),
                NorthflankStatuses.time(build, "createdAt"));
    }

    private static String explain(BuildSelector selector, List<JsonNode> fitting, List<JsonNode> all) {
        if (!fitting.isEmpty()) {
            JsonNode newest = fitting.get(0);
            return parameter(selector) + ": no build of " + selector.text() + " has finished well; the newest, "
                    + newest.path("id").asText() + ", is "
                    + newest.path("status").asText()
                    + ". Wait for it, mend it, or choose another build";
        }
        if (all.isEmpty()) {
            return parameter(selector) + ": build service '" + selector.buildService()
                    + "' has no builds yet. Start one on the platform";
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
        return parameter(selector) + ": there is no build of " + selector.text()
                + ". Start one on the platform, or choose another";
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

    private static String parameter(BuildSelector selector) {
        return selector.buildId().isPresent() ? "buildId" : selector.isLatest() ? "build" : "commit";
    }
}
