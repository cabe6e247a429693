package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.platform.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What a platform was asked to offer of some build services, and has told by now. */
final class AskedBuilds {
    private final Map<String, CompletableFuture<OfferedBuilds>> byService;

    private AskedBuilds(Map<String, CompletableFuture<OfferedBuilds>> byService) {
        this.byService = byService;
    }

    /** Asks, and waits for nothing. What can't be had is missing later, with why: a name and a commit can be typed all the same. */
    static AskedBuilds of(Platform platform, Set<String> services) {
        Map<String, CompletableFuture<OfferedBuilds>> asked = new LinkedHashMap<>();
        services.forEach(service -> asked.put(service, ask(platform, service)));
        return new AskedBuilds(asked);
    }

    /** Nobody could be asked. */
    static AskedBuilds refused(Set<String> services, String why) {
        Map<String, CompletableFuture<OfferedBuilds>> asked = new LinkedHashMap<>();
        services.forEach(service -> asked.put(service, CompletableFuture.completedFuture(nothing(service, why))));
        return new AskedBuilds(asked);
    }

    private static CompletableFuture<OfferedBuilds> ask(Platform platform, String service) {
        return platform.succeededBuilds(service)
                .thenCombine(
                        platform.branches(service),
                        (builds, branches) -> new OfferedBuilds(service, builds, branches, Optional.empty()))
                .exceptionally(failure -> nothing(
                        service,
                        String.valueOf(Optional.ofNullable(failure.getCause())
                                .orElse(failure)
                                .getMessage())))
                .toCompletableFuture();
    }

    Stream<CompletableFuture<OfferedBuilds>> underWay() {
        return byService.values().stream();
    }

    /** What is there by now, by service. */
    Map<String, OfferedBuilds> now() {
        Map<String, OfferedBuilds> told = new LinkedHashMap<>();
        byService.forEach((service, asked) ->
                told.put(service, asked.getNow(nothing(service, "The platform takes long to answer"))));
        return told;
    }

    private static OfferedBuilds nothing(String service, String problem) {
        return new OfferedBuilds(service, List.of(), List.of(), Optional.of(problem));
    }
}
