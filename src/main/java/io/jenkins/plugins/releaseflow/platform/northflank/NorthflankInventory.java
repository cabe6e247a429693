package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.platform.ListedBuild;
import io.jenkins.plugins.releaseflow.platform.ListedResource;
import io.jenkins.plugins.releaseflow.platform.PlatformContents;
import io.jenkins.plugins.releaseflow.platform.ResourceKind;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What there is to choose from. Every look costs one request. Safe for use by many threads. */
final class NorthflankInventory {
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final BuildOperations operations;
    private final MissingResources missing;

    NorthflankInventory(
            NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists, BuildOperations operations) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.operations = operations;
        this.missing = new MissingResources(lists);
    }

    /** A project names all that is in it, so one request tells. */
    CompletionStage<PlatformContents> contents(String project) {
        return missing.explain(
                        transport.get(paths.project()), Wanted.of("project", project, paths.projects(), "projects"))
                .thenApply(answer -> contents(answer.path("data"), project));
    }

    private static PlatformContents contents(JsonNode project, String id) {
        return new PlatformContents(
                project.path("name").asText(id),
                Map.of(
                        ResourceKind.ADDON, listed(project.path("addons"), any -> true),
                        ResourceKind.JOB, listed(project.path("jobs"), any -> true),
                        ResourceKind.SERVICE, listed(project.path("services"), isNot("build")),
                        ResourceKind.BUILD_SERVICE, listed(project.path("services"), isNot("deployment"))));
    }

    private static Predicate<JsonNode> isNot(String serviceType) {
        return service -> !service.path("serviceType").asText().equals(serviceType);
    }

    CompletionStage<List<ListedBuild>> builds(String buildService) {
        return missing.explain(
                        lists.first(paths.project("services", buildService, "build"), "builds"),
                        operations.buildService(buildService))
                .thenApply(builds -> builds.stream()
                        .sorted(Comparator.comparing(NorthflankBuilds::createdAt)
                                .reversed())
                        .map(NorthflankInventory::build)
                        .toList());
    }

    private static ListedBuild build(JsonNode build) {
        return new ListedBuild(
                build.path("id").asText(),
                build.path("branch").asText(""),
                build.path("sha").asText(""),
                NorthflankStatuses.build(build).phase(),
                NorthflankStatuses.time(build, "createdAt"));
    }

    CompletionStage<List<String>> branches(String buildService) {
        return missing.explain(
                        lists.first(paths.project("services", buildService, "branches"), "branches"),
                        operations.buildService(buildService))
                .thenApply(branches -> branches.stream()
                        .map(branch -> branch.path("name").asText(""))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    CompletionStage<List<ListedResource>> projects() {
        return lists.first(paths.projects(), "projects").thenApply(projects -> projects.stream()
                .map(NorthflankInventory::resource)
                .filter(project -> !project.id().isEmpty())
                .toList());
    }

    private static List<ListedResource> listed(JsonNode entries, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(wanted)
                .map(NorthflankInventory::resource)
                .filter(resource -> !resource.id().isEmpty())
                .toList();
    }

    private static ListedResource resource(JsonNode entry) {
        String id = entry.path("id").asText("");
        return new ListedResource(id, entry.path("name").asText(id));
    }
}
