package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.DatabaseWay;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Rolls a release back that failed, where {@link AfterFailure} says that this can be done without asking anybody. The ledger alone knows how far it came, so it can be called
 * again after a restart. Reads the disk, so it must not be called on a pipeline's thread. Safe for use by many threads.
 */
public final class FailureRollback {
    private final ReleaseEngine engine;
    private final RollbackService rollbacks;

    public FailureRollback(ReleaseEngine engine, RollbackService rollbacks) {
        this.engine = engine;
        this.rollbacks = rollbacks;
    }

    /**
     * Does what follows.
     *
     * @param failed a release that ended
     * @param opened hears of the rollback as soon as it is on record, or is found there
     * @return what came of it. Never fails: what goes wrong is left to people, and told as all else.
     */
    public CompletionStage<AfterFailure.Done> run(ReleaseId failed, NodeConsole console, Consumer<ReleaseId> opened) {
        try {
            return step(situation(failed, Optional.empty()), console, opened)
                    .exceptionally(failure -> trouble(failed, failure));
        } catch (RuntimeException unforeseen) {
            return CompletableFuture.completedFuture(trouble(failed, unforeseen));
        }
    }

    private CompletionStage<AfterFailure.Done> step(
            AfterFailure.Situation situation, NodeConsole console, Consumer<ReleaseId> opened) {
        Release failed = situation.failed();
        AfterFailure next = AfterFailure.next(situation);
        if (next instanceof AfterFailure.Done done) {
            return CompletableFuture.completedFuture(done);
        } else if (next instanceof AfterFailure.Plan wanted) {
            return rollbacks
                    .plan(wish(wanted.to()), engine.ledger().originNow(failed))
                    .thenCompose(plan -> step(situation(failed.id(), Optional.of(plan)), console, opened));
        } else if (next instanceof AfterFailure.GoOn known) {
            opened.accept(known.rollback());
            console.println("Release " + failed.id() + " failed, and its rollback " + known.rollback() + " goes on");
            return rollbacks
                    .resume(known.rollback(), console)
                    .thenCompose(ended -> step(situation(failed.id(), Optional.empty()), console, opened));
        }
        RollbackPlan plan = ((AfterFailure.RollBack) next).plan();
        console.println("Release " + failed.id() + " failed, and is rolled back to #"
                + plan.to().id().number());
        return rollbacks
                .run(asked(failed, plan), console, release -> opened.accept(release.id()))
                .thenCompose(ended -> step(situation(failed.id(), Optional.empty()), console, opened));
    }

    private static RollbackWish wish(ReleaseId to) {
        return new RollbackWish(to, Optional.of(DatabaseWay.CODE_ONLY), Optional.empty(), Optional.empty());
    }

    private static RollbackService.Asked asked(Release failed, RollbackPlan plan) {
        Origin by = failed.origin();
        return new RollbackService.Asked(
                wish(plan.to().id()),
                new Origin(by.who(), "Release " + failed.id() + " failed", by.job(), by.build(), by.branch()),
                "Release " + failed.id() + " failed: " + failed.message(),
                plan.digest(),
                false,
                "",
                Optional.of(failed.id().number()));
    }

    private AfterFailure.Situation situation(ReleaseId id, Optional<RollbackPlan> plan) {
        EnvironmentLedger ledger = engine.ledger().environment(id.environment());
        Release failed = ledger.read(id.number()).orElseThrow();
        return new AfterFailure.Situation(
                failed,
                PreviousRelease.of(ledger.list(), OptionalInt.of(id.number()))
                        .map(number -> new ReleaseId(id.environment(), number)),
                plan,
                followed(ledger, id.number()));
    }

    private static Optional<Release> followed(EnvironmentLedger ledger, int failed) {
        return ledger.list().stream()
                .takeWhile(summary -> summary.id().number() > failed)
                .filter(summary -> summary.kind() == ReleaseKind.ROLLBACK)
                .map(ReleaseSummary::id)
                .flatMap(id -> ledger.read(id.number()).stream())
                .filter(release -> release.rollback()
                        .flatMap(order -> order.after())
                        .filter(after -> after == failed)
                        .isPresent())
                .findFirst();
    }

    private static AfterFailure.Done trouble(ReleaseId failed, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return new AfterFailure.Done(
                "Release " + failed + " could not be rolled back: " + cause.getMessage()
                        + "; look at its page, release-flow/environments/" + failed.environment() + "/releases/"
                        + failed.number() + "/, and decide there",
                true);
    }
}
