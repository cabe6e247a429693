package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Runs releases: opens them in the ledger, gives out the environments' locks, runs their nodes, ends them, and goes on after a restart with whatever the
 * ledger shows as open. Every method returns at once; work is done on the executor's threads. Safe for use by many threads.
 */
public final class ReleaseEngine {
    private static final Logger LOGGER = Logger.getLogger(ReleaseEngine.class.getName());

    private final Ledger ledger;
    private final Platforms platforms;
    private final Function<Platform, EngineSettings> settings;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final List<ReleaseListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<ReleaseId, OpenRelease> open = new ConcurrentHashMap<>();
    private final Map<String, EnvironmentLock> locks = new ConcurrentHashMap<>();
    private final Map<Platform, OperationWatcher> watchers = new ConcurrentHashMap<>();

    /**
     * @param settings how patient to be with a platform
     * @param executor runs everything; belongs to the caller, who shuts it down
     */
    public ReleaseEngine(
            Ledger ledger,
            Platforms platforms,
            Function<Platform, EngineSettings> settings,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random) {
        this.ledger = ledger;
        this.platforms = platforms;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
    }

    public void addListener(ReleaseListener listener) {
        listeners.add(listener);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** An id for a new node. */
    public String newNodeId() {
        return String.format("%08x", random.nextInt());
    }

    /**
     * Opens a release and takes its place in the environment's queue.
     *
     * @return the release, on disk; {@link #locked} tells when it may run. Fails with IllegalArgumentException for a bad environment, and with LedgerException
     *     where it can't be recorded.
     */
    public CompletionStage<Release> open(ReleaseOpening opening) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Platform platform = platforms.of(opening.environment(), opening.origin());
                    EnvironmentLedger environment = ledger.environment(opening.environment());
                    Release release = environment.open(id -> new ReleaseEvent.Opened(
                            clock.instant(),
                            id,
                            opening.kind(),
                            opening.name(),
                            opening.description(),
                            opening.origin()));
                    OpenRelease opened = new OpenRelease(environment, release, platform, listeners, clock);
                    open.put(release.id(), opened);
                    environment.events(release.id().number()).stream()
                            .limit(1)
                            .forEach(event -> listeners.forEach(listener -> listener.changed(release, event)));
                    return release;
                },
                executor);
    }

    /**
     * Done when the release holds its environment's lock.
     *
     * @param console hears what it waits for
     */
    public CompletionStage<Release> locked(ReleaseId id, NodeConsole console) {
        EnvironmentLock lock = lockOf(id.environment());
        CompletableFuture<Void> granted = lock.acquire(id);
        if (!granted.isDone()) {
            lock.holder()
                    .flatMap(this::find)
                    .ifPresent(holder -> console.println("Waiting for " + holder.id() + " (" + holder.title()
                            + "), which holds the lock of " + id.environment() + " since "
                            + holder.lockedAt().map(Object::toString).orElse("just now")));
        }
        return granted.thenApplyAsync(
                none -> {
                    OpenRelease release = require(id);
                    return release.current().lockedAt().isPresent()
                            ? release.current()
                            : release.append(new ReleaseEvent.LockTaken(clock.instant()));
                },
                executor);
    }

    /** An open release; empty where it ended or never was. */
    public Optional<Release> find(ReleaseId id) {
        return Optional.ofNullable(open.get(id)).map(OpenRelease::current);
    }

    /**
     * Runs a node, or joins it where its id is known already.
     *
     * @param wait whether to wait for its end, or only until its operation is on record
     * @return the node as it then is. Fails with IllegalStateException where the release is not open, and with LedgerException where the record can't be written.
     */
    public CompletionStage<Node> run(ReleaseId id, NodeOrder order, boolean wait, NodeConsole console) {
        OpenRelease release = open.get(id);
        if (release == null) {
            return ended(id, order.node());
        }
        NodeRun run = release.runOf(order.node(), () -> {
            NodeRun begun = new NodeRun(
                    release,
                    order,
                    watcherOf(release.platform()),
                    settings.apply(release.platform()),
                    executor,
                    console);
            begun.begin();
            return begun;
        });
        return wait ? run.ended() : run.started();
    }

    private CompletionStage<Node> ended(ReleaseId id, String node) {
        return CompletableFuture.supplyAsync(
                () -> ledger.environment(id.environment())
                        .read(id.number())
                        .flatMap(release -> release.node(node))
                        .filter(known -> known.state().isEnd())
                        .orElseThrow(() -> new IllegalStateException("Release " + id + " is not open")),
                executor);
    }

    /** Ends a node early; what becomes of the work outside is its order's choice. Nothing happens where it ended already. */
    public void abort(ReleaseId id, String node, String why) {
        OpenRelease release = open.get(id);
        if (release != null) {
            release.runs().stream()
                    .filter(run -> run.node().equals(node))
                    .forEach(run -> run.endEarly(NodeState.ABORTED, why));
        }
    }

    /**
     * Ends a release, once all its nodes have ended, and gives the lock back.
     *
     * @param outcome what the script came to. A node in doubt puts the whole release in doubt; a node that was not waited for and failed makes it fail.
     * @param message why, where it did not go well; may be empty
     */
    public CompletionStage<Release> close(ReleaseId id, ReleaseState outcome, String message) {
        OpenRelease release = open.get(id);
        if (release == null) {
            return CompletableFuture.supplyAsync(
                    () -> ledger.environment(id.environment()).read(id.number()).orElseThrow(), executor);
        }
        CompletableFuture<?>[] nodes =
                release.runs().stream().map(NodeRun::ended).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(nodes).handleAsync((none, failure) -> end(release, outcome, message), executor);
    }

    private Release end(OpenRelease release, ReleaseState outcome, String message) {
        for (Node node : release.current().nodeList()) {
            if (node.state() == NodeState.WAITING) {
                release.append(new ReleaseEvent.NodeEnded(
                        clock.instant(),
                        node.id(),
                        NodeState.ABORTED,
                        Map.of(),
                        Optional.of(Failure.of("Nothing was asked of the platform"))));
            }
        }
        Release current = release.current();
        if (current.isOpen()) {
            ReleaseEnding ending = ReleaseEnding.of(current, outcome, message);
            current = release.append(new ReleaseEvent.Ended(clock.instant(), ending.outcome(), ending.message()));
        }
        open.remove(current.id());
        if (open.values().stream().noneMatch(other -> other.platform().equals(release.platform()))) {
            watchers.remove(release.platform());
        }
        lockOf(current.id().environment()).release(current.id());
        return current;
    }

    /**
     * Takes up what the ledger shows as open, after a start of the controller. Operations that were started are watched on; releases whose build does not
     * come back are ended when their nodes have.
     *
     * @param comesBack whether the build of a release will go on by itself
     */
    public CompletionStage<Void> recover(Predicate<Origin> comesBack) {
        return CompletableFuture.runAsync(
                () -> {
                    for (String name : ledger.environments()) {
                        for (ReleaseSummary summary : ledger.environment(name).list()) {
                            if (!summary.state().isEnd() && !open.containsKey(summary.id())) {
                                recover(summary.id(), comesBack);
                            }
                        }
                    }
                },
                executor);
    }

    private void recover(ReleaseId id, Predicate<Origin> comesBack) {
        EnvironmentLedger environment = ledger.environment(id.environment());
        Optional<Release> known = environment.read(id.number());
        if (known.isEmpty() || !known.get().isOpen()) {
            return;
        }
        Release release = known.get();
        Platform platform;
        try {
            platform = platforms.of(id.environment(), release.origin());
        } catch (IllegalArgumentException gone) {
            LOGGER.log(Level.WARNING, gone, () -> "Release " + id + " is open and its platform can't be reached");
            return;
        }
        OpenRelease opened = new OpenRelease(environment, release, platform, listeners, clock);
        open.put(id, opened);
        if (release.lockedAt().isPresent()) {
            lockOf(id.environment()).acquire(id);
        }
        for (Node node : release.nodeList()) {
            RecoveredOrder.of(node).ifPresent(order -> run(id, order, true, NodeConsole.silent()));
        }
        if (!comesBack.test(release.origin())) {
            close(id, ReleaseState.ABORTED, "The build that made this release did not come back");
        }
    }

    private OpenRelease require(ReleaseId id) {
        OpenRelease release = open.get(id);
        if (release == null) {
            throw new IllegalStateException("Release " + id + " is not open");
        }
        return release;
    }

    private EnvironmentLock lockOf(String environment) {
        return locks.computeIfAbsent(environment, name -> new EnvironmentLock());
    }

    private OperationWatcher watcherOf(Platform platform) {
        return watchers.computeIfAbsent(
                platform,
                known -> new OperationWatcher(known, settings.apply(known).poll(), executor, clock, random));
    }
}
