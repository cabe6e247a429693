package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A release that has not ended: its newest state, and the only way to change it. Safe for use by many threads. */
final class OpenRelease {
    private final EnvironmentLedger ledger;
    private final List<ReleaseListener> listeners;
    private final Platform platform;
    private final Clock clock;
    private final Map<String, NodeRun> runs = new HashMap<>();
    private final Map<String, CompletionStage<BuildPin>> resolving = new HashMap<>();
    private Release release;

    OpenRelease(
            EnvironmentLedger ledger,
            Release release,
            Platform platform,
            List<ReleaseListener> listeners,
            Clock clock) {
        this.ledger = ledger;
        this.release = release;
        this.platform = platform;
        this.listeners = listeners;
        this.clock = clock;
    }

    synchronized Release current() {
        return release;
    }

    ReleaseId id() {
        return current().id();
    }

    Platform platform() {
        return platform;
    }

    EnvironmentLedger ledger() {
        return ledger;
    }

    Clock clock() {
        return clock;
    }

    /** Writes an event and tells the listeners, in the order of the events. */
    synchronized Release append(ReleaseEvent event) {
        release = ledger.append(release, event);
        listeners.forEach(listener -> listener.changed(release, event));
        return release;
    }

    /** The run of a node: the one that there is, or a new one. */
    synchronized NodeRun runOf(String node, Supplier<NodeRun> start) {
        return runs.computeIfAbsent(node, id -> start.get());
    }

    synchronized List<NodeRun> runs() {
        return List.copyOf(runs.values());
    }

    /** Resolves a choice of build, once for the whole release, however many nodes ask. */
    synchronized CompletionStage<BuildPin> resolve(BuildSelector selector, Supplier<CompletionStage<BuildPin>> lookUp) {
        String key = selector.text();
        BuildPin known = release.pins().get(key);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletionStage<BuildPin> underWay = resolving.get(key);
        if (underWay != null) {
            return underWay;
        }
        CompletionStage<BuildPin> resolved = lookUp.get().thenApply(pin -> {
            append(new ReleaseEvent.PinResolved(clock.instant(), key, pin));
            return pin;
        });
        resolving.put(key, resolved);
        resolved.whenComplete((pin, failure) -> forgetResolving(key));
        return resolved;
    }

    private synchronized void forgetResolving(String key) {
        resolving.remove(key);
    }
}
