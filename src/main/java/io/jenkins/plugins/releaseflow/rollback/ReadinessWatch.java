package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Knows which releases can still be rolled back to: looks on a schedule and when somebody looks at a release, and keeps what it found, so that no list asks a
 * platform. Has the platform keep the backups of those releases. Safe for use by many threads.
 */
public final class ReadinessWatch {
    private static final Logger LOGGER = Logger.getLogger(ReadinessWatch.class.getName());
    private static final Origin NOBODY = new Origin("", "", "", "", "");
    /** What was found so short ago is not looked for again because somebody looks at a page. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final ToIntFunction<String> window;
    private final BackupKeeper keeper;
    private final Executor executor;
    private final Map<String, ReadinessFile.Kept> kept = new ConcurrentHashMap<>();
    private final Map<ReleaseId, CompletionStage<?>> looking = new ConcurrentHashMap<>();

    /**
     * @param window how many releases of an environment that went well may be rolled back to
     * @param keeper has backups kept
     * @param executor runs everything; belongs to the caller
     */
    public ReadinessWatch(
            ReleaseEngine engine,
            Platforms platforms,
            ToIntFunction<String> window,
            BackupKeeper keeper,
            Executor executor) {
        this.engine = engine;
        this.platforms = platforms;
        this.window = window;
        this.keeper = keeper;
        this.executor = executor;
    }

    /** What was last found of a release; empty where nobody looked. Reads the disk once for an environment. */
    public Optional<Readiness> last(ReleaseId id) {
        return Optional.ofNullable(of(id.environment()).releases().get(id.number()));
    }

    /**
     * Has a release looked at where that was not done in the last ten minutes, when requests are left for it, and returns what is known meanwhile. Of a release that is older than those that
     * may be rolled back to nothing is asked: its plan is made when somebody wants it. Waits for nothing.
     */
    public Optional<Readiness> fresh(ReleaseId id) {
        Optional<Readiness> known = last(id);
        Instant since = engine.clock().instant().minus(FRESH);
        if (known.filter(readiness -> readiness.at().isAfter(since)).isEmpty()
                && candidates(id.environment()).contains(id)) {
            check(id, true);
        }
        return known;
    }

    private static boolean isCandidate(ReleaseSummary summary) {
        return summary.state() == ReleaseState.RELEASED && !summary.changes().isEmpty();
    }

    /** The releases of an environment that may be rolled back to, newest first. */
    private List<ReleaseId> candidates(String environment) {
        return ledger(environment).list().stream()
                .filter(ReadinessWatch::isCandidate)
                .limit(window.applyAsInt(environment))
                .map(ReleaseSummary::id)
                .toList();
    }

    /** Looks at one release now. Who asks while it is looked at already gets the same. Never fails. */
    public CompletionStage<Readiness> check(ReleaseId id) {
        return check(id, false);
    }

    private CompletionStage<Readiness> check(ReleaseId id, boolean inTurn) {
        CompletableFuture<Readiness> mine = new CompletableFuture<>();
        CompletionStage<?> other = looking.putIfAbsent(id, mine);
        if (other != null) {
            return other.thenApply(Readiness.class::cast);
        }
        asked(id.environment(), inTurn)
                .thenCompose(questions -> looked(id, questions))
                .exceptionally(failure -> unknown(id, failure))
                .whenComplete((readiness, never) -> {
                    looking.remove(id);
                    keep(id.environment(), Map.of(id.number(), readiness), Set.of(), false);
                    mine.complete(readiness);
                });
        return mine;
    }

    /** Looks at all releases that may be rolled back to, one environment after the other, when requests are left for it. Never fails. */
    public CompletionStage<Void> checkAll() {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (String environment : engine.ledger().environments()) {
            all = all.thenCompose(before -> checkAll(environment));
        }
        return all;
    }

    /** Looks at all releases of an environment that may be rolled back to. Never fails. */
    public CompletionStage<Void> checkAll(String environment) {
        return asked(environment, true)
                .thenCompose(questions -> swept(environment, questions))
                .exceptionally(failure -> {
                    // A host that ends takes no more tasks, and looks again after its next start.
                    boolean ends = cause(failure) instanceof RejectedExecutionException;
                    LOGGER.log(
                            ends ? Level.FINE : Level.WARNING,
                            cause(failure),
                            () -> "It could not be found out which releases of " + environment
                                    + " can be rolled back to");
                    return null;
                });
    }

    private CompletionStage<Void> swept(String environment, PlatformQuestions questions) {
        Map<Integer, Readiness> found = new HashMap<>();
        List<ReleaseId> candidates = candidates(environment);
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (ReleaseId id : candidates) {
            all = all.thenComposeAsync(before -> looked(id, questions), executor)
                    .exceptionally(failure -> unknown(id, failure))
                    .thenAccept(readiness -> found.put(id.number(), readiness));
        }
        return all.thenComposeAsync(
                        done -> keeper.keep(
                                ledger(environment), candidates, of(environment).retained(), questions),
                        executor)
                .thenAccept(retained -> keep(environment, found, retained, true));
    }

    /** Of an environment that is not configured it fails, as all asking of it does. */
    private CompletionStage<PlatformQuestions> asked(String environment, boolean inTurn) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Platform platform = platforms.of(environment, NOBODY);
                    return inTurn ? PlatformQuestions.inTurn(platform, engine) : PlatformQuestions.now(platform);
                },
                executor);
    }

    private CompletionStage<Readiness> looked(ReleaseId id, PlatformQuestions questions) {
        RollbackHistory history = RollbackHistory.read(ledger(id.environment()), id.number(), OptionalInt.empty());
        Instant now = engine.clock().instant();
        RollbackPlan unasked = RollbackPlanner.plan(history, RollbackWish.to(id), PlatformFacts.none(), now);
        Set<String> there = ConcurrentHashMap.newKeySet();
        CompletionStage<Void> backups = CompletableFuture.allOf(unasked.backups().stream()
                .map(BackupAtHand::addon)
                .distinct()
                .map(addon -> questions
                        .completedBackups(addon)
                        .thenAccept(there::addAll)
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
        Set<String> unlisted = ConcurrentHashMap.newKeySet();
        return RollbackSurvey.of(questions, unasked)
                .thenCombine(
                        backups.exceptionally(failure -> {
                            unlisted.add(String.valueOf(cause(failure).getMessage()));
                            return null;
                        }),
                        (facts, none) -> facts)
                .thenApplyAsync(
                        facts -> Readiness.of(
                                RollbackPlanner.plan(history, RollbackWish.to(id), facts, now),
                                there,
                                facts.unanswered().or(() -> unlisted.stream().findFirst()),
                                now),
                        executor);
    }

    private Readiness unknown(ReleaseId id, Throwable failure) {
        return Readiness.unknown(
                engine.clock().instant(),
                "It could not be found out whether " + id + " can be rolled back to: "
                        + cause(failure).getMessage());
    }

    /** @param all whether what is not among the found is not a candidate any more */
    private synchronized void keep(
            String environment, Map<Integer, Readiness> found, Set<String> retained, boolean all) {
        ReadinessFile.Kept before = of(environment);
        Map<Integer, Readiness> releases = all ? new HashMap<>() : new HashMap<>(before.releases());
        releases.putAll(found);
        Set<String> backups = new HashSet<>(before.retained());
        backups.addAll(retained);
        ReadinessFile.Kept after = new ReadinessFile.Kept(releases, backups);
        kept.put(environment, after);
        file(environment).write(after);
    }

    private ReadinessFile.Kept of(String environment) {
        return engine.ledger().environments().contains(environment)
                ? kept.computeIfAbsent(environment, name -> file(name).read())
                : new ReadinessFile.Kept(Map.of(), Set.of());
    }

    private ReadinessFile file(String environment) {
        return new ReadinessFile(ledger(environment).derived("readiness.json"));
    }

    private EnvironmentLedger ledger(String environment) {
        return engine.ledger().environment(environment);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
