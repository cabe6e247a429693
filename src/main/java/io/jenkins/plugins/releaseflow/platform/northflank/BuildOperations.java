package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Builds that are started, and builds that are waited for. They carry no key, so one whose answer was lost is found by its commit and the time of its creation. */
final class BuildOperations implements NorthflankOperations<BuildRequest> {
    private static final String BUILDS = "builds";

    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final MissingResources missing;

    BuildOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.missing = new MissingResources(lists);
    }

    /** The marker is the time at which the newest build was created, by the platform's clock. */
    @Override
    public CompletionStage<Baseline> baseline(BuildRequest request) {
        return missing.explain(newest(request), buildService(request.buildService()))
                .thenApply(builds -> new Baseline(
                        builds.stream()
                                .filter(build -> isOfSource(request, build))
                                .map(build -> build.path("id").asText())
                                .collect(Collectors.toSet()),
                        Optional.empty(),
                        builds.stream()
                                .map(NorthflankBuilds::createdAt)
                                .max(Comparator.naturalOrder())
                                .orElse(Instant.EPOCH)
                                .toString(),
                        false));
    }

    /** What a build service is called where there is none of this id. */
    Wanted buildService(String id) {
        return new Wanted(
                "build", "build service", id, paths.project("services"), "services", entry -> !entry.path("serviceType")
                        .asText()
                        .equals("deployment"));
    }

    @Override
    public CompletionStage<OperationReference> start(BuildRequest request, Baseline baseline) {
        ObjectNode body = NorthflankTransport.object();
        request.commit().ifPresent(commit -> body.put("sha", commit));
        request.branch().ifPresent(branch -> body.put("branch", branch));
        request.pullRequest().ifPresent(number -> body.put("pullRequestId", number));
        return transport
                .create(builds(request.buildService()), body, Set.of())
                .thenApply(id -> reference(request.buildService(), id));
    }

    /** A new build of the same source is as good as ours: also where somebody else asked for it, it has what is wanted. */
    @Override
    public CompletionStage<FoundOperation> find(BuildRequest request, Baseline baseline) {
        Instant since = time(baseline.marker());
        return newest(request).thenApply(builds -> builds.stream()
                .filter(build -> isOfSource(request, build))
                .filter(build ->
                        !baseline.operationIds().contains(build.path("id").asText()))
                .filter(build -> !NorthflankBuilds.createdAt(build).isBefore(since))
                .max(Comparator.comparing(NorthflankBuilds::createdAt))
                .<FoundOperation>map(build -> new FoundOperation.One(
                        reference(request.buildService(), build.path("id").asText())))
                .orElseGet(FoundOperation.None::new));
    }

    private static Instant time(String marker) {
        try {
            return Instant.parse(marker);
        } catch (DateTimeException unknown) {
            return Instant.EPOCH;
        }
    }

    /** The newest builds are enough, where Northflank lists them first. */
    private CompletionStage<List<JsonNode>> newest(BuildRequest request) {
        return lists.until(builds(request.buildService()), BUILDS, NorthflankBuilds::isNewestFirst)
                .thenApply(Listing::entries);
    }

    private static boolean isOfSource(BuildRequest request, JsonNode build) {
        return request.branch().map(build.path("branch").asText()::equals).orElse(true)
                && request.pullRequest()
                        .map(number -> build.path("pullRequestId").asText().equals(number.toString()))
                        .orElse(true)
                && request.commit()
                        .map(commit -> commit.equalsIgnoreCase(build.path("sha").asText()))
                        .orElse(true);
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        return ListedOperations.observe(lists, this::builds, BUILDS, references, NorthflankStatuses::build);
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return transport
                .delete(paths.project("services", reference.resource(), "build", reference.id()))
                .thenAccept(answer -> {});
    }

    private String builds(String buildService) {
        return paths.project("services", buildService, "build");
    }

    static OperationReference reference(String buildService, String id) {
        return new OperationReference(OperationKind.BUILD, buildService, id, Map.of());
    }
}
