package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A release that has not ended: its newest state, and the only way to change it. Safe for use by many threads. */
final class OpenRelease {
    /** What a release stands in. */
    record Setting(
            EnvironmentLedger ledger,
            OperationClaims claims,
            Promotions promotions,
            Platform platform,
            List<ReleaseListener> listeners,
            Clock clock) {}

    private final Setting setting;
    /** Read without the monitor, which is held while an event is written: what shows a status must not wait for a disk. */
    private final Map<String, NodeRun> runs = new ConcurrentHashMap<>();

    private final Map<String, AbortOrder> aborted = new HashMap<>();
    private final Map<String, BuildResolution> resolving = new HashMap<>();
    private Optional<CompletableFuture<Release>> closing = Optional.empty();
    private volatile Release release;

    OpenRelease(Setting setting, Release release) {
        this.setting = setting;
        this.release = release;
    }

    Release current() {
        return release;
    }

    ReleaseId id() {
        return current().id();
    }

    Platform platform() {
        return setting.platform();
    }

    EnvironmentLedger ledger() {
        return setting.ledger();
    }

    OperationClaims claims() {
        return setting.claims();
    }

    Promotions promotions() {
        return setting.promotions();
    }

    Clock clock() {
        return setting.clock();
    }

    /**
     * Writes an event and tells the listeners, in the order of the events.
     *
     * @throws LockBrokenException where the lock was taken away: since every intent is written before the platform is asked, nothing is started any more
     */
    synchronized Release append(ReleaseEvent event) {
        requireUnbroken();
        return write(event);
    }

    /**
     * Writes an intent, unless other work of the release stands in its way. Nobody can write another one in between.
     *
     * @return the node whose work stands in the way; nothing is written then. Fails as {@link #append} does.
     */
    synchronized Optional<Node> intend(ReleaseEvent.NodeIntended intent) {
        Optional<Node> beside = WorkBeside.of(release, intent.node(), intent.request());
        if (beside.isEmpty()) {
            append(intent);
        }
        return beside;
    }

    /** Does what must not happen once the lock is taken away, and returns soon. Fails as {@link #append} does. */
    synchronized <T> T whileUnbroken(Supplier<T> action) {
        requireUnbroken();
        return action.get();
    }

    private void requireUnbroken() {
        release.brokenBy().ifPresent(by -> {
            throw new LockBrokenException(release.id(), by);
        });
    }

    /** Puts on record what a rollback asks of the platform; what was decided once stays. */
    synchronized Release decide(List<RollbackCall> calls) {
        return release.calls().isEmpty()
                ? append(new ReleaseEvent.RollbackDecided(setting.clock().instant(), calls))
                : release;
    }

    /** Puts on record that it holds the lock; empty where it ended while it waited. */
    synchronized Optional<Release> takeLock() {
        if (!release.isOpen()) {
            return Optional.empty();
        }
        return Optional.of(
                release.lockedAt().isPresent()
                        ? release
                        : append(new ReleaseEvent.LockTaken(setting.clock().instant())));
    }

    /** Ends it for a newer one, unless it holds the lock already, or is of the same build. Whether it did. */
    synchronized boolean supersede(Release newer) {
        boolean sameBuild = !newer.origin().build().isEmpty()
                && newer.origin().build().equals(release.origin().build());
        boolean waits = release.isOpen()
                && release.lockedAt().isEmpty()
                && release.nodes().isEmpty();
        if (!waits || sameBuild) {
            return false;
        }
        append(new ReleaseEvent.Ended(
                setting.clock().instant(),
                ReleaseState.ABORTED,
                "Superseded by " + newer.fullTitle()
                        + (newer.origin().build().isEmpty()
                                ? ""
                                : " of build " + newer.origin().build()),
                Optional.of(newer.id())));
        return true;
    }

    /** Takes the lock away: nothing is written by anybody else from here on. */
    synchronized Release breakLock(Decision by) {
        LockBreak.events(
                        release,
                        by,
                        Optional.of(setting.platform()),
                        setting.clock().instant())
                .forEach(this::write);
        return release;
    }

    private Release write(ReleaseEvent event) {
        release = setting.ledger().append(release, event);
        setting.listeners().forEach(listener -> listener.changed(release, event));
        return release;
    }

    /** The closing of the release: the first to ask says what it came to, however long its nodes take; later ones join. */
    synchronized CompletableFuture<Release> closing(Supplier<CompletableFuture<Release>> close) {
        if (closing.isEmpty()) {
            closing = Optional.of(close.get());
        }
        return closing.get();
    }

    /** Ends the release, with what its nodes make of the outcome. A release that has ended stays what it is. */
    synchronized Release end(ReleaseState outcome, String message) {
        if (release.brokenBy().isPresent()) {
            return breakLock(release.brokenBy().get());
        }
        for (Node node : release.nodeList()) {
            if (node.state() == NodeState.WAITING) {
                append(neverAsked(node));
            }
        }
        if (release.isOpen()) {
            ReleaseEnding ending = ReleaseEnding.of(release, outcome, message);
            append(new ReleaseEvent.Ended(setting.clock().instant(), ending.outcome(), ending.message()));
        }
        return release;
    }

    /** A node of which nothing can be on the platform: it was never asked for, or was to be tried again. */
    private ReleaseEvent neverAsked(Node node) {
        Instant now = setting.clock().instant();
        return node.failedAttempts().isEmpty()
                ? new ReleaseEvent.NodeEnded(
                        now,
                        node.id(),
                        NodeState.ABORTED,
                        Map.of(),
                        Optional.of(Failure.of("Nothing was asked of the platform")))
                : notTriedAgain(node, now);
    }

    /** The end of a node that waited to be tried again: what its last attempt failed of. */
    static ReleaseEvent notTriedAgain(Node node, Instant at) {
        List<Failure> failed = node.failedAttempts();
        return new ReleaseEvent.NodeEnded(
                at, node.id(), NodeState.FAILED, Map.of(), Optional.of(failed.get(failed.size() - 1)));
    }

    /**
     * The run of a node: the one that there is, or a new one.
     *
     * @throws IllegalStateException where the release is about to end and the node is a new one
     */
    synchronized NodeRun runOf(String node, Supplier<NodeRun> start) {
        if (closing.isPresent() && release.node(node).isEmpty()) {
            throw new IllegalStateException(
                    "Release " + release.id() + " is about to end; nothing more is started in it");
        }
        return runAtTheEnd(node, start);
    }

    /** The run of a node that belongs to the end of the release: the one that there is, or a new one. */
    synchronized NodeRun runAtTheEnd(String node, Supplier<NodeRun> start) {
        NodeRun run = runs.computeIfAbsent(node, id -> start.get());
        Optional.ofNullable(aborted.remove(node))
                .ifPresent(order -> run.endEarly(NodeState.ABORTED, order.why(), order.work()));
        return run;
    }

    Optional<NodeRun> run(String node) {
        return Optional.ofNullable(runs.get(node));
    }

    /** Forgets runs that broke off since the ledger could not be written, so that they are taken up again from what it holds. One that was aborted is aborted again then. */
    synchronized void forgetBroken() {
        List<NodeRun> broken =
                runs.values().stream().filter(run -> run.outcome().isBroken()).toList();
        broken.forEach(run -> {
            run.aborted().ifPresent(order -> aborted.put(run.node(), order));
            runs.remove(run.node());
        });
    }

    /** Ends a node early; one whose order is still on its way ends as soon as it comes. */
    synchronized void abort(String node, String why) {
        NodeRun run = runs.get(node);
        if (run == null) {
            aborted.put(node, new AbortOrder(why, Optional.empty()));
        } else {
            run.endEarly(NodeState.ABORTED, why, Optional.empty());
        }
    }

    /** Ends all nodes early that have not ended. How many there are. */
    synchronized int abort(Optional<OnAbort> work, String why) {
        List<NodeRun> alive = runs.values().stream()
                .filter(run -> !run.outcome().ended().isDone())
                .toList();
        alive.forEach(run -> run.endEarly(NodeState.ABORTED, why, work));
        return alive.size();
    }

    /** Whether work goes on that nobody waits for any more. */
    boolean hasDetached() {
        return runs.values().stream().anyMatch(run -> run.outcome().isDetached());
    }

    List<NodeRun> runs() {
        return List.copyOf(runs.values());
    }

    /**
     * How a choice of build is resolved, once for the whole release, however many nodes ask: the way that is under way, or a new one.
     *
     * @return empty where the choice is pinned. That is looked at under the monitor that pins are written under: one that was resolved just now is not resolved anew.
     */
    synchronized Optional<BuildResolution> resolution(BuildSelector selector, Supplier<BuildResolution> start) {
        if (release.pins().containsKey(selector.text())) {
            return Optional.empty();
        }
        BuildResolution known = resolving.get(selector.text());
        if (known != null && !known.isOver()) {
            return Optional.of(known);
        }
        BuildResolution fresh = start.get();
        resolving.put(selector.text(), fresh);
        return Optional.of(fresh);
    }
}
