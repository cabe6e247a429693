package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.ledger.Hold;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs releases: opens them in the ledger, gives out the environments' locks, runs their nodes, ends them, and goes on after a restart with whatever the
 * ledger shows as open. Every method returns at once; work is done on the executor's threads. Safe for use by many threads.
 */
public final class ReleaseEngine {
    private final Ledger ledger;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final List<ReleaseListener> listeners = new CopyOnWriteArrayList<>();
    private final OperationWatchers watchers;
    private final OpenReleases releases;
    private final LockKeeper locks;
    private final NodeRuns nodes;
    private final ReleaseClosing closing;
    private final Recovery recovery;
    private final Description description;

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
        this.executor = executor;
        this.clock = clock;
        this.random = random;
        this.watchers = new OperationWatchers(settings, executor, clock, random);
        this.releases = new OpenReleases(ledger, platforms, listeners, clock);
        this.locks = new LockKeeper(releases, ledger, clock);
        this.nodes = new NodeRuns(ledger, releases, watchers, settings, executor, clock, hint, locks);
        this.closing = new ReleaseClosing(releases, nodes, watchers, settings, executor);
        this.description = new Description(ledger, releases, clock);
        this.recovery = new Recovery(
                ledger,
                releases,
                lost -> closing.close(
                        lost, ReleaseState.ABORTED, "The build that made this release did not come back"));
    }

    public void addListener(ReleaseListener listener) {
        listeners.add(listener);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The clock that it goes by. */
    public Clock clock() {
        return clock;
    }

    /**
     * Sends a request that only reads, once looking has a request left: now, or later in the window of the platform's budget. Sent once.
     *
     * @param word whether it is sent because the platform sent word; less may be sent so
     */
    public <T> CompletionStage<T> paced(Platform platform, boolean word, Supplier<CompletionStage<T>> request) {
        return new PacedRequest<>(watchers.paceOf(platform), word, request, executor).send();
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

    /**
     * Puts on record what a rollback asks of the platform, before it asks any of it. What was decided once stays: after a restart it goes on with that.
     *
     * @return the release with what was decided. Fails with IllegalStateException where it is not open, and with LedgerException where it can't be recorded.
     */
    public CompletionStage<Release> decide(ReleaseId id, List<RollbackCall> calls) {
        return CompletableFuture.supplyAsync(
                () -> releases.find(id)
                        .orElseThrow(() -> new IllegalStateException("Release " + id + " is not open"))
                        .decide(calls),
                executor);
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
        return CompletableFuture.supplyAsync(() -> nodes.run(id, order, wait, console), executor)
                .thenCompose(node -> node);
    }

    /**
     * Waits for the end of a node that was ordered before, also by a step that did not wait or waits no more, and also after a restart.
     *
     * @param console hears of it from now on
     * @return the node at its end. Fails with IllegalArgumentException, with a message for people, where the release has no such node, and with
     *     IllegalStateException where nobody goes on with it.
     */
    public CompletionStage<Node> await(ReleaseId id, String node, NodeConsole console) {
        return CompletableFuture.supplyAsync(() -> nodes.await(id, node, console), executor)
                .thenCompose(ended -> ended);
    }

    /**
     * Resolves the doubt about a node.
     *
     * @return the node right after that; its work may go on. Fails with IllegalArgumentException, with a message for people, where there is no such doubt or it
     *     can't be resolved so, with PlatformException where an operation to adopt could not be looked up, and with LedgerException where it can't be recorded.
     */
    public CompletionStage<Node> resolve(ReleaseId id, String node, Resolution resolution, Decision decision) {
        return CompletableFuture.supplyAsync(() -> nodes.resolve(id, node, resolution, decision), executor)
                .thenCompose(resolved -> resolved);
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
        executor.execute(() -> {
            try {
                // After a restart the build may be stopped before its step has asked for the node again.
                releases.find(id).ifPresent(release -> release.abort(node, why));
            } catch (IllegalArgumentException unconfigured) {
                // Its environment is not configured any more, so nothing of it runs here; its status tells that.
            }
        });
    }

    /**
     * Ends all nodes of a release early that have not ended. The build that made it is the caller's to stop.
     *
     * @param work what becomes of the work outside; what each node's terms say where empty. Work that was let go on before can be stopped so.
     * @param by who decides, and why; permissions are the caller's to check
     * @return how many nodes there were to end; 0 where the release has ended. Fails with IllegalArgumentException where its environment is not configured any more.
     */
    public CompletionStage<Integer> abort(ReleaseId id, Optional<OnAbort> work, Decision by) {
        return CompletableFuture.supplyAsync(
                () -> releases.find(id)
                        .map(release -> {
                            nodes.takeUp(release);
                            return release.abort(work, "Aborted by " + by.text());
                        })
                        .orElse(0),
                executor);
    }

    /**
     * Describes a release anew, also one that has ended.
     *
     * @param who id of the user who does
     * @return the release after it. Fails with IllegalArgumentException, with a message for people, where there is no such release or the text is too long, and
     *     with LedgerException where it can't be recorded.
     */
    public CompletionStage<Release> describe(ReleaseId id, String text, String who) {
        return CompletableFuture.supplyAsync(() -> this.description.change(id, text, who), executor);
    }

    /** Whether work of a release goes on that nobody waits for any more, because it was stopped or took too long. */
    public boolean hasDetached(ReleaseId id) {
        return releases.known(id).map(OpenRelease::hasDetached).orElse(false);
    }

    /**
     * Ends a release whose script ended before its time: it failed, or was stopped. The release itself ends when all its nodes have.
     *
     * @param message why
     * @param aborted why all of its nodes are ended early, as their terms say; empty where they may end by themselves
     * @return done when the release ended, or the rest of it goes on by itself and its build is not to wait for that
     */
    public CompletionStage<Void> leave(ReleaseId id, ReleaseState outcome, String message, Optional<String> aborted) {
        return CompletableFuture.supplyAsync(
                        () -> releases.find(id)
                                .map(release -> closing.leave(release, outcome, message, aborted))
                                .orElseGet(() -> CompletableFuture.completedFuture(null)),
                        executor)
                .thenCompose(left -> left);
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
                                .map(release -> closing.close(release, outcome, message))
                                .orElseGet(() -> CompletableFuture.completedFuture(ledger.environment(id.environment())
                                        .read(id.number())
                                        .orElseThrow())),
                        executor)
                .thenCompose(release -> release);
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
