package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Finds the build that a step asks for. */
final class NorthflankBuilds {
    private static final String SUCCESS = "SUCCESS";

    private final NorthflankPaths paths;
    private final NorthflankLists lists;

    NorthflankBuilds(NorthflankPaths paths, NorthflankLists lists) {
        this.paths = paths;
        this.lists = lists;
    }

    CompletionStage<BuildPin> resolve(BuildSelector selector) {
        CompletionStage<List<JsonNode>> builds =
                lists.all(paths.project("services", selector.buildService(), "build"), "builds");
        return lists.explain(
                        builds,
                        "build",
                        "build service",
                        selector.buildService(),
                        paths.project("services"),
                        "services")
                .thenApply(all -> choose(selector, all));
    }

    /** The newest finished build of those that fit. A pure function. */
    static BuildPin choose(BuildSelector selector, List<JsonNode> builds) {
        List<JsonNode> fitting = builds.stream()
                .filter(fits(selector))
                .sorted(Comparator.comparing(
                                (JsonNode build) -> build.path("createdAt").asText())
                        .reversed())
                .toList();
        return fitting.stream()
                .filter(build -> build.path("status").asText().equals(SUCCESS))
                .findFirst()
                .map(build -> pin(selector, build))
                .orElseThrow(() ->
                        new PlatformException(PlatformException.Kind.NOT_FOUND, explain(selector, fitting, builds)));
    }

    private static Predicate<JsonNode> fits(BuildSelector selector) {
        if (selector.buildId().isPresent()) {
            return build -> build.path("id").asText().equals(selector.buildId().get());
        }
        return build ->
                selector.branch().map(build.path("branch").asText()::equals).orElse(true)
                        && selector.pullRequest()
                                .map(number ->
                                        build.path("pullRequestId").asText().equals(number.toString()))
                                .orElse(true)
                        && (selector.isLatest()
                                || build.path("sha")
                                        .asText()
                                        .startsWith(selector.commit().toLowerCase(Locale.ROOT)));
    }

    private static BuildPin pin(BuildSelector selector, JsonNode build) {
        return new BuildPin(
                selector.buildService(),
                build.path("id").asText(),
                build.path("sha").asText(""),
                build.path("branch").asText(""));
    }

    private static String explain(BuildSelector selector, List<JsonNode> fitting, List<JsonNode> all) {
        if (!fitting.isEmpty()) {
            JsonNode newest = fitting.get(0);
            return parameter(selector) + ": no build of " + selector.text() + " has finished well; the newest, "
                    + newest.path("id").asText() + ", is "
                    + newest.path("status").asText()
                    + ". Wait for it, mend it, or choose another build";
        }
        Optional<String> branch = selector.branch();
        List<String> branches = all.stream()
                .map(build -> build.path("branch").asText(""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (selector.buildId().isEmpty() && branch.isPresent() && !branches.contains(branch.get())) {
            return "branch: build service '" + selector.buildService() + "' has no build of branch '" + branch.get()
                    + "'"
                    + (branches.isEmpty()
                            ? "; it has no builds yet"
                            : "; branches with builds: " + String.join(", ", branches));
        }
        return parameter(selector) + ": there is no build of " + selector.text()
                + (all.isEmpty()
                        ? "; the build service has no builds yet"
                        : ". Start one on the platform, or choose another");
    }

    private static String parameter(BuildSelector selector) {
        return selector.buildId().isPresent() ? "buildId" : selector.isLatest() ? "build" : "commit";
    }
}
