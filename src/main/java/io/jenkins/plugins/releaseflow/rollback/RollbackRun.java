package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries a rollback out that is on record. The record alone says what is left to do, so it goes on after a restart where it was. */
final class RollbackRun {
    private final ReleaseEngine engine;
    private final RunningBuilds builds;
    private final Function<Release, CompletionStage<RollbackPlan>> planner;

    /** @param planner plans anew what a rollback was asked to do, once it has the lock */
    RollbackRun(ReleaseEngine engine, RunningBuilds builds, Function<Release, CompletionStage<RollbackPlan>> planner) {
        this.engine = engine;
        this.builds = builds;
        this.planner = planner;
    }

    /**
     * Refuses a plan that can't be run, or is not the one that was seen.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static void require(RollbackPlan plan, String digest) {
        if (!digest.isEmpty() && !digest.equals(plan.digest())) {
            throw new IllegalArgumentException("digest: the plan changed since it was shown; look at it again");
        }
        if (!plan.isReady()) {
            throw new IllegalArgumentException("The rollback to " + plan.to().fullTitle() + " can't be run: "
                    + plan.problems().stream()
                            .filter(PlanProblem::blocking)
                            .map(PlanProblem::text)
                            .collect(Collectors.joining("; ")));
        }
    }

    /** Stops the build of the release that runs, and ends its nodes. What becomes of work outside, its own terms say; the rollback waits for its end. */
    void preempt(Release rollback, RollbackPlan plan, NodeConsole console) {
        plan.preempts().ifPresent(number -> {
            ReleaseId running = new ReleaseId(rollback.id().environment(), number);
            boolean stopped = engine.ledger()
                    .environment(running.environment())
                    .read(number)
                    .filter(Release::isOpen)
                    .filter(known -> builds.preempt(
                            engine.ledger().originNow(known),
                            rollback.id(),
                            rollback.origin().who()))
                    .isPresent();
            console.println("Release " + running + " is ended for the rollback"
                    + (stopped ? ", and its build is stopped" : ""));
            engine.abort(
                    running,
                    Optional.empty(),
                    new Decision(rollback.origin().who(), "pre-empted by rollback " + rollback.id()));
        });
    }

    CompletionStage<Release> resume(ReleaseId id, NodeConsole console) {
        return engine.locked(id, console)
                .thenCompose(this::decided)
                .thenCompose(release -> held(release).thenCompose(held -> all(release, release.calls(), console)))
                .handle((done, failure) -> failure)
                .thenCompose(failure -> end(id, failure));
    }

    private CompletionStage<Release> decided(Release release) {
        if (!release.calls().isEmpty()) {
            return CompletableFuture.completedFuture(release);
        }
        return planner.apply(release).thenCompose(plan -> {
            require(plan, "");
            String seen = release.rollback().orElseThrow().plan();
            if (!seen.isEmpty() && !seen.equals(plan.essence())) {
                throw new IllegalArgumentException(
                        "The rollback would do something else than when it was asked for, since other releases ran meanwhile; look at the plan again");
            }
            release.rollback().flatMap(order -> order.after()).ifPresent(failed -> requireNothingSince(plan, failed));
            return engine.decide(release.id(), plan.calls());
        });
    }

    /** Nobody looked at a rollback that follows a failure by itself, so it must not take back what was released after that failure. */
    private static void requireNothingSince(RollbackPlan plan, int failed) {
        plan.from().filter(newest -> newest > failed).ifPresent(newest -> {
            throw new IllegalArgumentException("Release #" + newest + " came after the one that failed, #" + failed
                    + ", before this rollback got the lock; nothing is put back");
        });
    }

    /** Before anything is changed, so that no crash can leave an environment rolled back and open to the next commit. */
    private CompletionStage<Void> held(Release release) {
        String environment = release.id().environment();
        if (engine.ledger().environment(environment).hold().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        String reason = release.rollback().orElseThrow().reason();
        String why = "rolled back to #" + release.rollback().orElseThrow().to() + " by " + release.id()
                + (reason.isBlank() ? "" : ": " + reason);
        return engine.hold(environment, new Decision(release.origin().who(), why))
                .handle((hold, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause == null || cause instanceof IllegalArgumentException) {
                        return null;
                    }
                    throw new CompletionException(cause);
                });
    }

    private CompletionStage<Void> all(Release release, List<RollbackCall> calls, NodeConsole console) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (RollbackCall call : calls) {
            done = done.thenCompose(before -> engine.run(release.id(), CallOrders.of(call), true, console))
                    .thenAccept(RollbackRun::requireCompleted);
        }
        return done;
    }

    private static void requireCompleted(Node node) {
        if (node.state() != NodeState.COMPLETED) {
            String why = node.failure().map(Failure::message).orElse("");
            throw new IllegalStateException(node.label() + " did not complete: " + why);
        }
    }

    private CompletionStage<Release> end(ReleaseId id, Throwable failure) {
        if (failure == null) {
            return engine.close(id, ReleaseState.RELEASED, "");
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return engine.close(id, ReleaseState.FAILED, String.valueOf(cause.getMessage()));
    }
}
