package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How one node comes to its build: with the pin that its release has already, or by waiting with the other nodes that ask for the same. Used by one thread at a time; any thread may ask for the status. */
final class BuildAsking {
    private final OpenRelease release;
    private final NodeOrder order;
    private final NodeTools tools;
    private final LookUp lookUp;
    private final NodeConsole console;
    private volatile Optional<BuildResolution> joined = Optional.empty();

    BuildAsking(OpenRelease release, NodeOrder order, NodeTools tools, LookUp lookUp, NodeConsole console) {
        this.release = release;
        this.order = order;
        this.tools = tools;
        this.lookUp = lookUp;
        this.console = console;
    }

    /** The build. Fails with NotBuiltException where there is none and will be none. */
    CompletionStage<BuildPin> pin(BuildSelector selector, boolean buildIfMissing) {
        Optional<BuildResolution> unpinned = release.resolution(
                selector,
                () -> new BuildResolution(
                        release, selector, order.node(), order.work().label(), tools, lookUp, console));
        if (unpinned.isEmpty()) {
            return CompletableFuture.completedFuture(release.current().pins().get(selector.text()));
        }
        BuildResolution resolution = unpinned.get();
        Optional<CompletionStage<BuildPin>> pin = resolution.join(order.node(), buildIfMissing);
        if (pin.isEmpty()) {
            return pin(selector, buildIfMissing);
        }
        joined = Optional.of(resolution);
        if (!resolution.node().equals(order.node())) {
            console.println(order.work().label() + ": waits for the same build as node " + resolution.node());
        }
        resolution.begin();
        return pin.get();
    }

    /** What it waits for, for people; empty where it is no build. */
    Optional<String> status() {
        return joined.filter(resolution -> !resolution.isOver()).map(BuildResolution::status);
    }

    /**
     * Waits for no build any more.
     *
     * @param stop whether a build that the release started is to be stopped, unless other nodes wait for it
     * @return what becomes of the build, as a part of a sentence; empty where there is nothing to say
     */
    CompletionStage<String> leave(boolean stop) {
        return joined.map(resolution -> resolution.leave(order.node(), stop))
                .orElseGet(() -> CompletableFuture.completedFuture(""));
    }
}
