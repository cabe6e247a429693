package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Hold;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final Function<Platform, EngineSettings> settings;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final DecisionHint hint;
    private final List<ReleaseListener> listeners = new CopyOnWriteArrayList<>();
    private final OperationWatchers watchers;
    private final OpenReleases releases;
    private final LockKeeper locks;
    private final Recovery recovery;

    /** An engine whose consoles do not tell how a doubt is answered on their host. */
    public ReleaseEngine(
            Ledger ledger,
            Platforms platforms,
            Function<Platform, EngineSettings> settings,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random) {
        this(ledger, platforms, settings, executor, clock, random, (release, node) -> "");
    }

    /**
     * @param settings how patient to be with a platform
     * @param executor runs everything; belongs to the caller, who shuts it down
     * @param hint how a doubt is answered on this host
     */
    public ReleaseEngine(
            Ledger ledger,
            Platforms platforms,
            Function<Platform, EngineSettings> settings,
            ScheduledExecutorService executor,
            Clock clock,
            RandomGenerator random,
            DecisionHint hint) {
        this.ledger = ledger;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
        this.hint = hint;
        this.watchers = new OperationWatchers(settings, executor, clock, random);
        this.releases = new OpenReleases(ledger, platforms, listeners, clock);
        this.locks = new LockKeeper(releases, ledger, clock);
        this.recovery = new Recovery(
                ledger,
                releases,
                lost -> close(lost, ReleaseState.ABORTED, "The build that made this release did not come back"));
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
        return CompletableFuture.supplyAsync(() -> locks.open(opening), executor);
    }

    /**
     * Done when the release holds its environment's lock. Fails with SupersededException where a newer release took its place, with LockBrokenException where
     * the lock was taken away, with IllegalArgumentException where the environment is on hold, and with IllegalStateException where it is not open otherwise.
     *
     * @param console hears what it waits for, again whenever another release holds the lock
     */
    public CompletionStage<Release> locked(ReleaseId id, NodeConsole console) {
        return CompletableFuture.supplyAsync(() -> locks.acquire(id, console), executor)
                .thenCompose(granted -> granted.exceptionally(cancelled -> null))
                .thenApplyAsync(none -> locks.taken(id), executor);
    }

    /** What a release waits for, for people; empty where it does not wait for the lock. Memory only. */
    public Optional<String> waiting(ReleaseId id) {
        return locks.waiting(id);
    }

    /**
     * Who holds an environment's lock, who waits for it, and whether it is on hold. Fails with IllegalArgumentException, with a message for people, where there
     * is no such environment.
     */
    public CompletionStage<EnvironmentStatus> status(String environment) {
        return CompletableFuture.supplyAsync(() -> locks.status(environment), executor);
    }

    /**
     * Takes the lock from the release that holds it, and ends that release: what it started is in doubt from then on. The next in the queue gets the lock.
     *
     * @param by who decides, and why; permissions are the caller's to check
     * @return the release that held it, as it ended. Fails with IllegalArgumentException, with a message for people, where nobody holds the lock, and with
     *     LedgerException where it can't be recorded.
     */
    public CompletionStage<Release> breakLock(String environment, Decision by) {
        return CompletableFuture.supplyAsync(() -> locks.breakLock(environment, by), executor);
    }

    /**
     * Puts an environment on hold: nothing but a rollback may be opened, or get the lock, until somebody lifts it. A release that runs goes on.
     *
     * @param by who decides, and why; permissions are the caller's to check
     * @return fails with IllegalArgumentException, with a message for people, where it is on hold already or there is no such environment, and with
     *     LedgerException where it can't be recorded
     */
    public CompletionStage<Hold> hold(String environment, Decision by) {
        return CompletableFuture.supplyAsync(() -> locks.hold(environment, by), executor);
    }

    /**
     * Lifts an environment's hold.
     *
     * @param by who decides, and why; permissions are the caller's to check
     * @return the hold that was lifted. Fails as {@link #hold} does, and where there is none.
     */
    public CompletionStage<Hold> lift(String environment, Decision by) {
        return CompletableFuture.supplyAsync(() -> locks.lift(environment, by), executor);
    }

    /** An open release that this engine knows of; empty where it ended, or was not taken up yet. */
    public Optional<Release> find(ReleaseId id) {
        return releases.known(id).map(OpenRelease::current);
    }

    /**
     * Runs a node, or joins it where its id is known already.
     *
     * @param wait whether to wait for its end, or only until its operation is on record
     * @return the node as it then is. Fails with DetachedException where its waiting was ended and its work goes on, with IllegalStateException where the release is not open, and with LedgerException where the record can't be written.
     */
    public CompletionStage<Node> run(ReleaseId id, NodeOrder order, boolean wait, NodeConsole console) {
        return CompletableFuture.supplyAsync(() -> begin(id, order, wait, console), executor)
                .thenCompose(node -> node);
    }

    private CompletionStage<Node> begin(ReleaseId id, NodeOrder order, boolean wait, NodeConsole console) {
        Optional<OpenRelease> release = releases.find(id);
        if (release.isEmpty()) {
            return CompletableFuture.completedFuture(ended(id, order.node()));
        }
        NodeRun run = runOf(release.get(), order, console);
        return wait ? run.outcome().waited() : run.outcome().started();
    }

    /**
     * Waits for the end of a node that was ordered before, also by a step that did not wait or waits no more, and also after a restart.
     *
     * @param console hears of it from now on
     * @return the node at its end. Fails with IllegalArgumentException, with a message for people, where the release has no such node, and with
     *     IllegalStateException where nobody goes on with it.
     */
    public CompletionStage<Node> await(ReleaseId id, String node, NodeConsole console) {
        return CompletableFuture.supplyAsync(() -> awaited(id, node, console), executor)
                .thenCompose(ended -> ended);
    }

    private CompletionStage<Node> awaited(ReleaseId id, String node, NodeConsole console) {
        Optional<OpenRelease> release = releases.find(id);
        if (release.isEmpty()) {
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

    /**
     * Resolves the doubt about a node.
     *
     * @return the node right after that; its work may go on. Fails with IllegalArgumentException, with a message for people, where there is no such doubt or it
     *     can't be resolved so, with PlatformException where an operation to adopt could not be looked up, and with LedgerException where it can't be recorded.
     */
    public CompletionStage<Node> resolve(ReleaseId id, String node, Resolution resolution, Decision decision) {
        return CompletableFuture.supplyAsync(() -> resolved(id, node, resolution, decision), executor)
                .thenCompose(resolved -> resolved);
    }

    private CompletionStage<Node> resolved(ReleaseId id, String node, Resolution resolution, Decision decision) {
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
        return release.runOf(order.node(), () -> {
            NodeRun begun = new NodeRun(
                    release,
                    order,
                    new NodeTools(watchers.of(release.platform()), settings.apply(release.platform()), executor),
                    console,
                    hint);
            begun.begin();
            return begun;
        });
    }

    /** A node of a release that has ended. */
    private Node ended(ReleaseId id, String node) {
        return ledger.environment(id.environment())
                .read(id.number())
                .flatMap(release -> release.node(node))
                .filter(known -> known.state().isEnd())
                .orElseThrow(() -> locks.notOpen(id));
    }

    /** What a node waits for just now, for people; empty where it waits for nothing. Does no I/O. */
    public Optional<String> waitingFor(ReleaseId id, String node) {
        return releases.known(id)
                .flatMap(release -> release.run(node))
                .filter(run -> !run.outcome().ended().isDone())
                .map(NodeRun::status);
    }

    /** Ends a node early; what becomes of the work outside is its terms' choice. Nothing happens where it ended already. Returns at once. */
    public void abort(ReleaseId id, String node, String why) {
        executor.execute(() -> releases.known(id).ifPresent(release -> release.abort(node, why)));
    }

    /** Whether work of a release goes on that nobody waits for any more, because it was stopped or took too long. */
    public boolean hasDetached(ReleaseId id) {
        return releases.known(id)
                .map(release ->
                        release.runs().stream().anyMatch(run -> run.outcome().isDetached()))
                .orElse(false);
    }

    /**
     * Ends a release, once all its nodes have ended, and gives the lock back. A release that has ended stays what it is.
     *
     * @param outcome what the script came to. A node in doubt puts the whole release in doubt; a node that was not waited for and failed makes it fail.
     * @param message why, where it did not go well; may be empty
     */
    public CompletionStage<Release> close(ReleaseId id, ReleaseState outcome, String message) {
        return CompletableFuture.supplyAsync(
                        () -> releases.find(id)
                                .map(release -> close(release, outcome, message))
                                .orElseGet(() -> CompletableFuture.completedFuture(ledger.environment(id.environment())
                                        .read(id.number())
                                        .orElseThrow())),
                        executor)
                .thenCompose(release -> release);
    }

    private CompletableFuture<Release> close(OpenRelease release, ReleaseState outcome, String message) {
        return release.closing(() -> {
            CompletableFuture<Release> closed = new CompletableFuture<>();
            settle(release, outcome, message, closed);
            return closed;
        });
    }

    /** Waits for all nodes, then ends the release. Where the ledger can't be written it is tried again, and the lock is kept: work may be going on. */
    private void settle(OpenRelease release, ReleaseState outcome, String message, CompletableFuture<Release> closed) {
        release.forgetBroken();
        takeUpNodes(release);
        CompletableFuture<?>[] nodes =
                release.runs().stream().map(run -> run.outcome().ended()).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(nodes)
                .thenApplyAsync(none -> end(release, outcome, message), executor)
                .whenComplete((ended, failure) -> {
                    if (failure == null || !release.current().isOpen()) {
                        closed.complete(release.current());
                        return;
                    }
                    LOGGER.log(
                            Level.WARNING,
                            failure,
                            () -> "Release " + release.id() + " could not be ended; trying again");
                    closed.completeExceptionally(failure);
                    executor.schedule(
                            () -> settle(release, outcome, message, closed),
                            settings.apply(release.platform()).mend().toMillis(),
                            TimeUnit.MILLISECONDS);
                });
    }

    /** After a restart: what the platform may be at work on is followed to its end, whether its step comes back or not. */
    private void takeUpNodes(OpenRelease release) {
        release.current().nodeList().stream()
                .filter(node -> release.run(node.id()).isEmpty())
                .forEach(node -> runOf(release, node, NodeConsole.silent()));
    }

    private Release end(OpenRelease release, ReleaseState outcome, String message) {
        Release current = release.end(outcome, message);
        releases.ended(release);
        if (releases.known().stream().noneMatch(other -> other.platform().equals(release.platform()))) {
            watchers.forget(release.platform());
        }
        return current;
    }

    /** Looks at once at all that is waited for, since a platform sent word that something happened there. Words are hints: a flood of them only costs a part of the request budget. */
    public void wake() {
        watchers.wake();
    }

    /**
     * Looks at once at what is waited for on some platforms.
     *
     * @param where several connections may lead to the platform that sent word
     * @param resources ids of the jobs, services and addons that it names; everything is looked at where it names none
     */
    public void wake(Predicate<Platform> where, Set<String> resources) {
        watchers.wake(where, resources);
    }

    /** Looks at once at what is waited for on a resource. Nothing is done where nobody waits on it. */
    public void wake(String resource) {
        watchers.wake(resource);
    }

    /**
     * Takes up what the ledger shows as open, after a start of the controller. A release whose build comes back is left to that build's steps, which join
     * their nodes; any other is ended when its nodes have.
     *
     * @param comesBack whether the build of a release will go on by itself
     */
    public CompletionStage<Void> recover(Predicate<Origin> comesBack) {
        return CompletableFuture.runAsync(() -> recovery.all(comesBack), executor);
    }

    /** Takes up what could not be taken up before, after the configuration changed. Nothing happens, and no thread is used, where there is no such release. */
    public CompletionStage<Void> recoverAgain(Predicate<Origin> comesBack) {
        return releases.troubled().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> recovery.troubled(comesBack), executor);
    }
}
