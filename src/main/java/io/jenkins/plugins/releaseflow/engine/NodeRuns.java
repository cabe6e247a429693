package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * The nodes of releases: begins them, joins those that there are, and takes them up from the ledger. Reads the disk, so it must be called on the executor's
 * threads. Safe for use by many threads.
 */
final class NodeRuns {
    private final Ledger ledger;
    private final OpenReleases releases;
    private final LockKeeper locks;
    private final OperationWatchers watchers;
    private final Function<Platform, EngineSettings> settings;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final DecisionHint hint;

    NodeRuns(
            Ledger ledger,
            OpenReleases releases,
            OperationWatchers watchers,
            Function<Platform, EngineSettings> settings,
            ScheduledExecutorService executor,
            Clock clock,
            DecisionHint hint,
            LockKeeper locks) {
        this.ledger = ledger;
        this.releases = releases;
        this.watchers = watchers;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        this.hint = hint;
        this.locks = locks;
    }

    /** As {@link ReleaseEngine#run}. */
    CompletionStage<Node> run(ReleaseId id, NodeOrder order, boolean wait, NodeConsole console) {
        Optional<OpenRelease> release = releases.find(id);
        if (release.isEmpty()) {
            return CompletableFuture.completedFuture(ended(id, order.node()));
        }
        NodeRun run = runOf(release.get(), order, console);
        return wait ? run.outcome().waited() : run.outcome().started();
    }

    /** As {@link ReleaseEngine#await}. */
    CompletionStage<Node> await(ReleaseId id, String node, NodeConsole console) {
        Optional<OpenRelease> release = releases.find(id);
        if (release.isEmpty()) {
            requireNode(id, node);
            return CompletableFuture.completedFuture(ended(id, node));
        }
        Node known = release.get().current().node(node).orElseThrow(() -> noSuchNode(id, node));
        Optional<NodeRun> run = runOf(release.get(), known, console);
        if (run.isPresent()) {
            run.get().tell(console);
            return run.get().outcome().ended();
        } else if (known.state().isEnd()) {
            return CompletableFuture.completedFuture(known);
        }
        throw new IllegalStateException(
                known.label() + " of release " + id + " was not started, and its step is not there any more");
    }

    private void requireNode(ReleaseId id, String node) {
        Release release = ledger.environment(id.environment())
                .read(id.number())
                .orElseThrow(() -> new IllegalArgumentException("release: there is no release " + id));
        release.node(node).orElseThrow(() -> noSuchNode(id, node));
    }

    private IllegalArgumentException noSuchNode(ReleaseId id, String node) {
        List<String> known = ledger.environment(id.environment())
                .read(id.number())
                .map(release -> release.nodeList().stream()
                        .map(each -> each.id() + " (" + each.label() + ")")
                        .toList())
                .orElse(List.of());
        return new IllegalArgumentException("node: release " + id + " has no node '" + node + "'"
                + (known.isEmpty() ? "" : "; it has " + String.join(", ", known)));
    }

    /** As {@link ReleaseEngine#resolve}. */
    CompletionStage<Node> resolve(ReleaseId id, String node, Resolution resolution, Decision decision) {
        Optional<OpenRelease> release = releases.find(id);
        if (release.isEmpty()) {
            return new LateResolution(ledger.environment(id.environment()), clock)
                    .resolve(id, node, resolution, decision);
        }
        Node known = release.get().current().node(node).orElseThrow(() -> noSuchNode(id, node));
        return runOf(release.get(), known, NodeConsole.silent())
                .orElseThrow(() -> new IllegalArgumentException(
                        "node: '" + node + "' (" + known.label() + ") waits for no decision"))
                .resolve(resolution, decision);
    }

    private NodeRun runOf(OpenRelease release, NodeOrder order, NodeConsole console) {
        Optional<NodeRun> known = release.run(order.node());
        known.ifPresent(run -> run.tell(console));
        return known.orElseGet(() -> begun(release, order, console));
    }

    /** The run of a node that is on record, taken up where that is needed; empty where only its step could go on with it. */
    private Optional<NodeRun> runOf(OpenRelease release, Node node, NodeConsole console) {
        return release.run(node.id()).or(() -> RecoveredOrder.of(node).map(order -> begun(release, order, console)));
    }

    private NodeRun begun(OpenRelease release, NodeOrder order, NodeConsole console) {
        return release.runOf(order.node(), () -> begin(release, order, console));
    }

    /** Begins a node that belongs to the end of a release, which takes no others any more; joins it where it has begun. */
    void beginAtTheEnd(OpenRelease release, NodeOrder order, NodeConsole console) {
        release.runAtTheEnd(order.node(), () -> begin(release, order, console));
    }

    private NodeRun begin(OpenRelease release, NodeOrder order, NodeConsole console) {
        NodeRun begun = new NodeRun(
                release,
                order,
                new NodeTools(watchers.of(release.platform()), settings.apply(release.platform()), executor),
                console,
                hint);
        begun.begin();
        return begun;
    }

    /** A node of a release that has ended. */
    private Node ended(ReleaseId id, String node) {
        return ledger.environment(id.environment())
                .read(id.number())
                .flatMap(release -> release.node(node))
                .filter(known -> known.state().isEnd())
                .orElseThrow(() -> locks.notOpen(id));
    }

    /** After a restart: what the platform may be at work on is followed to its end, whether its step comes back or not. */
    void takeUp(OpenRelease release) {
        release.current().nodeList().stream()
                .filter(node -> release.run(node.id()).isEmpty())
                .forEach(node -> runOf(release, node, NodeConsole.silent()));
    }
}
