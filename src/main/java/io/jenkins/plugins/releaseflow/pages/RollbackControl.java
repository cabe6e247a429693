package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.rollback.PlanProblem;
import io.jenkins.plugins.releaseflow.rollback.RollbackPlan;
import io.jenkins.plugins.releaseflow.rollback.RollbackScript;
import io.jenkins.plugins.releaseflow.rollback.RollbackService;
import io.jenkins.plugins.releaseflow.rollback.RollbackWish;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What people see and decide about rollbacks, behind pages, REST, command line and rehearsal alike. Asks for no permission: who calls it has. Reads the disk and
 * waits a bounded time for the platform, so it must not be called on the engine's threads. Safe for use by many threads.
 */
@Restricted(NoExternalUse.class)
public final class RollbackControl {
    private final ReleaseEngine engine;
    private final RollbackService rollbacks;
    private final RollbackStarter builds;
    private final BoundedWait wait;

    /**
     * @param builds starts the build that makes a rollback
     * @param patience how long a caller is kept waiting for the platform
     */
    public RollbackControl(ReleaseEngine engine, RollbackService rollbacks, RollbackStarter builds, Duration patience) {
        this.engine = engine;
        this.rollbacks = rollbacks;
        this.builds = builds;
        this.wait = new BoundedWait(patience);
    }

    /**
     * What somebody confirms.
     *
     * @param database {@code code}, {@code undo}, {@code restore}, or empty for what fits
     * @param addon id of the addon to restore; may be empty
     * @param backup the backup to restore; may be empty
     * @param reason why; never empty
     * @param confirm name of the environment, needed for a restore
     * @param digest digest of the plan that was seen; may be empty
     * @param preempt {@code true} where a release that runs is ended for it
     */
    public record Confirmed(
            String database,
            String addon,
            String backup,
            String reason,
            String confirm,
            String digest,
            String preempt) {}

    /** What going back to a release would do. */
    public ControlAnswer plan(String environment, String number, String database, String addon, String backup) {
        return wait.answering(() -> {
            Release to = required(environment, number);
            ObjectNode document = RollbackPlanJson.of(planned(to, RollbackWish.of(to.id(), database, addon, backup)));
            document.put("job", to.origin().job());
            document.put("jobGone", !builds.hasJob(to));
            engine.ledger()
                    .environment(environment)
                    .lastDrill()
                    .ifPresent(drill -> document.set("lastDrill", DrillJson.of(drill)));
            return ControlAnswer.of(document);
        });
    }

    /**
     * Starts a build that goes back to a release.
     *
     * @param who id of the user who asks
     */
    public ControlAnswer run(String environment, String number, Confirmed confirmed, String who) {
        return wait.answering(() -> {
            Release to = required(environment, number);
            RollbackWish wish = RollbackWish.of(to.id(), confirmed.database(), confirmed.addon(), confirmed.backup());
            if (confirmed.reason().isBlank()) {
                throw new IllegalArgumentException("reason: is missing; say why, it is kept in the record");
            }
            RollbackPlan plan = planned(to, wish);
            check(confirmed, plan);
            if (plan.isNothingToDo()) {
                return ControlAnswer.of(
                        HttpURLConnection.HTTP_OK,
                        "Nothing to roll back: what " + to.id() + " deployed is live",
                        ReleaseJson.object()
                                .put("environment", environment)
                                .put("to", to.id().number())
                                .put("nothingToDo", true));
            }
            wish.requireConfirmed(confirmed.confirm());
            // The way that was seen is the way that is run, also where nobody chose one.
            RollbackWish seen = new RollbackWish(
                    to.id(),
                    Optional.of(plan.way()),
                    plan.chosen().map(backup -> backup.addon()),
                    plan.chosen().map(backup -> backup.id()));
            RollbackStarter.Started started = builds.start(
                    to,
                    RollbackScript.of(
                            seen,
                            confirmed.reason(),
                            plan.digest(),
                            confirmed.preempt().equals("true")),
                    who);
            ObjectNode document = ReleaseJson.object();
            document.put("environment", environment);
            document.put("to", to.id().number());
            started.build().ifPresent(build -> document.put("build", build));
            started.url().ifPresent(url -> document.put("url", url));
            return ControlAnswer.of(
                    HttpURLConnection.HTTP_ACCEPTED,
                    "The rollback of " + environment + " to " + to.title() + " is started"
                            + started.build().map(build -> " as " + build).orElse(""),
                    document);
        });
    }

    private static void check(Confirmed confirmed, RollbackPlan plan) {
        if (!confirmed.digest().isEmpty() && !confirmed.digest().equals(plan.digest())) {
            throw new IllegalStateException("digest: the plan changed since it was shown; look at it again");
        }
        if (!plan.isReady()) {
            throw new IllegalStateException("The rollback can't be run: "
                    + plan.problems().stream()
                            .filter(PlanProblem::blocking)
                            .map(PlanProblem::text)
                            .collect(Collectors.joining("; ")));
        }
    }

    private RollbackPlan planned(Release to, RollbackWish wish) {
        return wait.result(rollbacks.plan(wish, engine.ledger().originNow(to)))
                .orElseThrow(() -> new IllegalStateException("The platform takes long to answer; ask again"));
    }

    private Release required(String environment, String number) {
        boolean known = number.matches("[1-9][0-9]{0,8}")
                && engine.ledger().environments().contains(environment);
        return (known
                        ? engine.ledger().environment(environment).read(Integer.parseInt(number))
                        : Optional.<Release>empty())
                .orElseThrow(
                        () -> new UnknownThingException("release: there is no release " + environment + " #" + number));
    }
}
