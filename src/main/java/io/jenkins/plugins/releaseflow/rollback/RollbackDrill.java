package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.Durations;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.Drill;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentEvent;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Tries a rollback with restore where nothing is lost by it: restores the backup into a scratch database, starts the old build on a scratch service against it, and waits
 * until that is healthy. It is no release, takes no lock, and touches nothing that is live. Afterwards the scratch service stands still, whatever happened; after a crash
 * that is made up for by {@link #cleanUp}. Safe for use by many threads.
 */
public final class RollbackDrill {
    private static final Origin NOBODY = new Origin("", "", "", "", "");
    private static final Set<PlatformException.Kind> PASSING = EnumSet.of(
            PlatformException.Kind.UNREACHABLE,
            PlatformException.Kind.NO_ANSWER,
            PlatformException.Kind.RATE_LIMITED,
            PlatformException.Kind.SERVER_ERROR,
            PlatformException.Kind.BAD_ANSWER);
    private static final String CUT_OFF = "It was cut off by an end of its controller; run it again";

    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final ScheduledExecutorService executor;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /** @param executor runs everything; belongs to the caller */
    public RollbackDrill(ReleaseEngine engine, Platforms platforms, ScheduledExecutorService executor) {
        this.engine = engine;
        this.platforms = platforms;
        this.executor = executor;
    }

    /** What one drill works with. */
    private record Course(
            DrillWish wish, DrillPlan plan, Platform platform, NodeConsole console, BooleanSupplier stopped) {
        Target service() {
            return plan.deployment().target();
        }
    }

    /**
     * Runs a drill.
     *
     * @param asker the build that asks, whose credentials count
     * @param stopped whether nobody wants it any more; asked now and then
     * @return the drill as it is on record, well or not. Fails with IllegalArgumentException, with a message for people, where it can't be begun; then nothing was
     *     touched.
     */
    public CompletionStage<Drill> run(DrillWish wish, Origin asker, NodeConsole console, BooleanSupplier stopped) {
        String environment = wish.to().environment();
        if (!running.add(environment)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "environment: another drill of " + environment + " is under way; wait for its end"));
        }
        return CompletableFuture.supplyAsync(() -> platforms.of(environment, asker), executor)
                .thenCompose(platform -> madeUpFor(environment, platform)
                        .thenApplyAsync(done -> new Course(wish, planned(wish), platform, console, stopped), executor))
                .thenCompose(course -> course(course, asker))
                .whenComplete((drill, failure) -> running.remove(environment));
    }

    private DrillPlan planned(DrillWish wish) {
        Set<Target> used = engine.ledger().environments().stream()
                .flatMap(name -> engine.ledger().environment(name).live().stream())
                .map(live -> live.target())
                .collect(Collectors.toSet());
        RollbackHistory history =
                RollbackHistory.read(ledger(wish.to().environment()), wish.to().number(), OptionalInt.empty());
        return DrillPlan.of(history, used, wish, engine.clock().instant());
    }

    private CompletionStage<Drill> course(Course course, Origin asker) {
        EnvironmentLedger ledger = ledger(course.wish().to().environment());
        DrillPlan plan = course.plan();
        Instant began = engine.clock().instant();
        ledger.begin(new EnvironmentEvent.DrillBegan(
                began,
                course.wish().to().number(),
                plan.backup().id(),
                plan.restore().addon(),
                course.service().id(),
                asker.who()));
        course.console()
                .println("Drill: restoring backup " + plan.backup().id() + " of "
                        + plan.backup().addon() + " into " + plan.restore().addon());
        CompletableFuture<Instant> restored = new CompletableFuture<>();
        CompletionStage<Void> tried = course.platform()
                .pause(course.service())
                .thenCompose(still -> course.platform()
                        .restoreInto(plan.restore(), plan.backup().addon()))
                .thenCompose(restore -> succeeded(
                        course, restore, "The restore into " + plan.restore().addon()))
                .thenCompose(done -> {
                    restored.complete(engine.clock().instant());
                    course.console()
                            .println(
                                    "Drill: starting " + plan.deployment().pin().summary() + " on "
                                            + course.service().id());
                    return started(course);
                });
        return tried.handle((done, failure) -> failure)
                .thenCompose(failure -> still(course, failure))
                .thenApplyAsync(failure -> ended(ledger, course, began, restored, failure), executor);
    }

    private CompletionStage<Void> started(Course course) {
        DrillPlan plan = course.plan();
        return course.platform()
                .resume(course.service())
                .thenCompose(runs -> course.platform().baseline(plan.deployment()))
                .thenCompose(baseline -> course.platform().start(plan.deployment(), baseline))
                .thenCompose(start -> succeeded(
                        course,
                        start,
                        plan.deployment().pin().summary() + " on "
                                + course.service().id()));
    }

    /** Stops the scratch service, also where something failed. A failure to do so is told beside the first one, never in its place. */
    private static CompletionStage<Throwable> still(Course course, Throwable first) {
        return course.platform().pause(course.service()).handle((done, failure) -> {
            if (failure != null) {
                course.console()
                        .println("Drill: " + course.service() + " could not be stopped: "
                                + cause(failure).getMessage() + "; stop it by hand");
            }
            return first == null ? failure : first;
        });
    }

    private Drill ended(
            EnvironmentLedger ledger,
            Course course,
            Instant began,
            CompletableFuture<Instant> restored,
            Throwable failure) {
        Instant now = engine.clock().instant();
        Instant between = restored.getNow(now);
        EnvironmentEvent.DrillEnded end = new EnvironmentEvent.DrillEnded(
                now,
                failure == null,
                Duration.between(began, between),
                Duration.between(between, now),
                failure == null ? "" : String.valueOf(cause(failure).getMessage()));
        ledger.end(end);
        Drill drill = ledger.drill().orElseThrow();
        course.console().println("Drill: " + text(drill));
        return drill;
    }

    private static String text(Drill drill) {
        return drill.ended()
                .filter(EnvironmentEvent.DrillEnded::well)
                .map(end -> "it went well in " + Durations.text(drill.took()) + ": " + Durations.text(end.restore())
                        + " for the restore, " + Durations.text(end.start()) + " until the build was healthy")
                .orElseGet(() -> "it did not go well: "
                        + drill.ended()
                                .map(EnvironmentEvent.DrillEnded::message)
                                .orElse(""));
    }

    private CompletionStage<Void> succeeded(Course course, OperationReference operation, String what) {
        return looked(
                course,
                operation,
                what,
                engine.clock().instant().plus(course.wish().patience()));
    }

    /** Looks until it ended. A look that goes wrong says nothing about the operation, so that the next one is waited for; only the patience of the drill ends that. */
    private CompletionStage<Void> looked(Course course, OperationReference operation, String what, Instant until) {
        return engine.paced(course.platform(), false, () -> course.platform().observe(Set.of(operation)))
                .thenApply(statuses -> statuses.get(operation))
                .exceptionally(RollbackDrill::unknown)
                .thenCompose(status -> {
                    if (status.phase() == OperationPhase.SUCCEEDED) {
                        return CompletableFuture.completedFuture(null);
                    } else if (status.phase().isEnd()) {
                        throw new IllegalStateException(
                                what + " ended as " + status.platformState() + told(status, ": "));
                    } else if (course.stopped().getAsBoolean()) {
                        throw new CancellationException("It was stopped");
                    } else if (engine.clock().instant().isAfter(until)) {
                        throw new IllegalStateException(what + " has not ended after "
                                + Durations.text(course.wish().patience()) + told(status, " (")
                                + (status.message().isEmpty() ? "" : ")")
                                + "; raise 'timeout' where it needs longer");
                    }
                    return pause(course.platform()).thenCompose(again -> looked(course, operation, what, until));
                });
    }

    private static String told(OperationStatus status, String before) {
        return status.message().isEmpty() ? "" : before + status.message();
    }

    private static OperationStatus unknown(Throwable failure) {
        if (cause(failure) instanceof PlatformException trouble && PASSING.contains(trouble.kind())) {
            return new OperationStatus(
                    OperationPhase.UNKNOWN, "", trouble.getMessage(), Optional.empty(), Optional.empty(), Map.of());
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private CompletionStage<Void> pause(Platform platform) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        executor.schedule(() -> over.complete(null), platform.isLocal() ? 200 : 10_000, TimeUnit.MILLISECONDS);
        return over;
    }

    /** Makes up for a drill that a crash cut off: stops its scratch service, and records that it did not go well. Never fails; what can't be done now is done the next time. */
    public CompletionStage<Void> cleanUp(String environment) {
        if (!isCutOff(environment) || !running.add(environment)) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.supplyAsync(() -> platforms.of(environment, NOBODY), executor)
                .thenCompose(platform -> madeUpFor(environment, platform))
                .handle((done, failure) -> {
                    running.remove(environment);
                    return null;
                });
    }

    private boolean isCutOff(String environment) {
        return ledger(environment)
                .drill()
                .filter(drill -> drill.ended().isEmpty())
                .isPresent();
    }

    private CompletionStage<Void> madeUpFor(String environment, Platform platform) {
        if (!engine.ledger().environments().contains(environment) || !isCutOff(environment)) {
            return CompletableFuture.completedFuture(null);
        }
        Drill drill = ledger(environment).drill().orElseThrow();
        return platform.pause(Target.service(drill.began().service()))
                .exceptionally(RollbackDrill::goneIsStill)
                .thenAcceptAsync(
                        still -> ledger(environment)
                                .end(new EnvironmentEvent.DrillEnded(
                                        engine.clock().instant(), false, Duration.ZERO, Duration.ZERO, CUT_OFF)),
                        executor);
    }

    /** A scratch service that somebody removed does not run, and must not keep all later drills from beginning. */
    private static Void goneIsStill(Throwable failure) {
        if (cause(failure) instanceof PlatformException trouble && trouble.kind() == PlatformException.Kind.NOT_FOUND) {
            return null;
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    private EnvironmentLedger ledger(String environment) {
        return engine.ledger().environment(environment);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
