package io.jenkins.plugins.releaseflow.rollback;

import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.RollbackOrder;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Plans rollbacks and runs them, whoever asks: page, step, REST, command line or rehearsal. Reads the disk, so it must not be called on a pipeline's thread;
 * asks the platform without waiting. Asks for no permission: who calls it has. Safe for use by many threads.
 */
public final class RollbackService {
    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final RollbackRun run;

    /**
     * How the platform of the environment is reached is the configuration's.
     *
     * @param builds stops the build of a release that is ended for a rollback
     */
    public RollbackService(ReleaseEngine engine, Platforms platforms, RunningBuilds builds) {
        this.engine = engine;
        this.platforms = platforms;
        this.run = new RollbackRun(engine, builds, this::decide);
    }

    /**
     * A rollback that is to be run.
     *
     * @param origin the build that makes it
     * @param reason why, in the words of who asks; may be empty
     * @param digest digest of the plan that was seen; empty where nobody looked at one
     * @param preempt whether a release that runs is ended for it
     * @param step what finds it again when the build is resumed; may be empty
     * @param after number of the release whose failure alone makes it; empty where somebody asks
     */
    public record Asked(
            RollbackWish wish,
            Origin origin,
            String reason,
            String digest,
            boolean preempt,
            String step,
            Optional<Integer> after) {
        /** One that somebody asks for. */
        public Asked(RollbackWish wish, Origin origin, String reason, String digest, boolean preempt, String step) {
            this(wish, origin, reason, digest, preempt, step, Optional.empty());
        }

        public Asked {
            Objects.requireNonNull(wish, "wish");
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(step, "step");
        }
    }

    /**
     * What a number or {@code previous} means.
     *
     * @param leaving number of the release to leave; empty for what is live
     * @throws IllegalArgumentException with a message for people
     */
    public ReleaseId target(String environment, String to, OptionalInt leaving) {
        String wanted = to.trim();
        if (wanted.equals("previous")) {
            return PreviousRelease.of(ledger(environment).list(), leaving)
                    .map(number -> new ReleaseId(environment, number))
                    .orElseThrow(() -> new IllegalArgumentException("to: no release of " + environment
                            + " before the one that is left went well; there is nothing to go back to"));
        }
        if (!wanted.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("to: is '" + to + "'; use 'previous' or the number of a release");
        }
        return new ReleaseId(environment, Integer.parseInt(wanted));
    }

    /**
     * What a rollback would do, cost and need, now.
     *
     * @param asker the build or job whose credentials count
     * @return fails with IllegalArgumentException, with a message for people, where there is no such release or environment
     */
    public CompletionStage<RollbackPlan> plan(RollbackWish wish, Origin asker) {
        return plan(wish, asker, OptionalInt.empty());
    }

    private CompletionStage<RollbackPlan> plan(RollbackWish wish, Origin asker, OptionalInt asking) {
        RollbackHistory history =
                RollbackHistory.read(ledger(wish.to().environment()), wish.to().number(), asking);
        RollbackPlan unasked = RollbackPlanner.plan(
                history, wish, PlatformFacts.none(), engine.clock().instant());
        return RollbackSurvey.of(PlatformQuestions.now(platforms.of(wish.to().environment(), asker)), unasked)
                .thenApply(facts -> RollbackPlanner.plan(
                        history, wish, facts, engine.clock().instant()));
    }

    /**
     * Runs a rollback: plans it, opens its release, waits for the lock, plans again, and asks the platform for one thing after the other.
     *
     * @param opened hears of its release as soon as it is on record
     * @return the release as it ended; empty where there was nothing to do. Fails with IllegalArgumentException, with a message for people, where it can't be
     *     run or the plan is not the one that was seen; then nothing was asked of the platform.
     */
    public CompletionStage<Optional<Release>> run(Asked asked, NodeConsole console, Consumer<Release> opened) {
        return plan(asked.wish(), asked.origin()).thenCompose(plan -> {
            RollbackRun.require(plan, asked.digest());
            if (plan.isNothingToDo()) {
                console.println(
                        "Nothing to roll back: what release " + plan.to().id() + " deployed is live");
                return CompletableFuture.completedFuture(Optional.empty());
            }
            return engine.open(opening(asked, plan)).thenCompose(release -> {
                opened.accept(release);
                console.println("Rollback " + release.id() + " to #"
                        + plan.to().id().number()
                        + (plan.to().name().isEmpty() ? "" : " (" + plan.to().name() + ")") + ", " + text(plan)
                        + ", on record in "
                        + ledger(release.id().environment())
                                .recordOf(release.id().number()));
                if (!asked.reason().isBlank()) {
                    console.println("Reason: " + asked.reason());
                }
                if (asked.preempt()) {
                    run.preempt(release, plan, console);
                }
                return resume(release.id(), console).thenApply(Optional::of);
            });
        });
    }

    /**
     * Goes on with a rollback that is on record: whatever it asked for already is joined and never asked for again.
     *
     * @return the release as it ended
     */
    public CompletionStage<Release> resume(ReleaseId id, NodeConsole console) {
        return run.resume(id, console);
    }

    private CompletionStage<RollbackPlan> decide(Release release) {
        RollbackOrder order = release.rollback()
                .orElseThrow(() -> new IllegalArgumentException("Release " + release.id() + " is no rollback"));
        RollbackWish wish = new RollbackWish(
                new ReleaseId(release.id().environment(), order.to()),
                Optional.of(order.way()),
                order.addon(),
                order.backup());
        return plan(
                wish,
                engine.ledger().originNow(release),
                OptionalInt.of(release.id().number()));
    }

    private static ReleaseOpening opening(Asked asked, RollbackPlan plan) {
        RollbackOrder order = new RollbackOrder(
                plan.to().id().number(),
                plan.from(),
                plan.way(),
                plan.chosen().map(BackupAtHand::addon),
                plan.chosen().map(BackupAtHand::id),
                asked.reason(),
                plan.essence(),
                asked.step(),
                asked.after());
        return ReleaseOpening.rollback(
                plan.to().id().environment(), "Rollback to " + name(plan.to()), asked.reason(), asked.origin(), order);
    }

    private static String text(RollbackPlan plan) {
        return switch (plan.way()) {
            case CODE_ONLY -> "code only";
            case DOWN_MIGRATION -> "with migrations undone";
            case RESTORE -> "with backup " + plan.chosen().map(BackupAtHand::id).orElse("") + " restored";
        };
    }

    /** A rollback is named after what it went back to, so that the name of another rollback would say too much. */
    private static String name(Release to) {
        return to.rollback().isPresent() ? "#" + to.id().number() : to.title();
    }

    private EnvironmentLedger ledger(String environment) {
        if (!engine.ledger().environments().contains(environment)) {
            throw new IllegalArgumentException(
                    "environment: nothing was released to '" + environment + "'; name an environment with releases");
        }
        return engine.ledger().environment(environment);
    }
}
