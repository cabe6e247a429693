package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.delivery.DeliveryFigures;
import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.delivery.ReleaseComparer;
import io.jenkins.plugins.releaseflow.delivery.ReleaseComparison;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Pin;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What people see of many releases at once, and of how an environment fares, behind REST and rehearsal alike. Asks for no permission: who calls it has. Reads the
 * disk, and waits a bounded time for the platform, so it must not be called on the engine's threads. Safe for use by many threads.
 */
@Restricted(NoExternalUse.class)
public final class DeliveryControl {
    private static final String SCHEMA = "schema";

    private static final int USUAL_WEEKS = 12;
    private static final Origin NOBODY = new Origin("", "", "", "", "");

    private final Ledger ledger;
    private final Platforms platforms;
    private final DriftWatch drift;
    private final Clock clock;
    private final BoundedWait wait;

    /**
     * @param patience how long a caller is kept waiting
     */
    public DeliveryControl(Ledger ledger, Platforms platforms, DriftWatch drift, Clock clock, Duration patience) {
        this.ledger = ledger;
        this.platforms = platforms;
        this.drift = drift;
        this.clock = clock;
        this.wait = new BoundedWait(patience);
    }

    /** Releases, newest first: of {@code environment}, or of all. */
    public ControlAnswer releases(QueryParameters asked) {
        return releases(asked, Optional.empty(), job -> true);
    }

    /**
     * The same for somebody who may not see all jobs.
     *
     * @param among names of the environments that they may see; without a value for all
     * @param maySee as {@link Ledger#find(io.jenkins.plugins.releaseflow.ledger.ReleaseQuery, Predicate)} has it
     */
    ControlAnswer releases(QueryParameters asked, Optional<Set<String>> among, Predicate<String> maySee) {
        return wait.answering(() -> {
            Optional<String> environment = asked.value("environment");
            environment.ifPresent(this::history);
            Set<String> wanted = environment.map(Set::of).or(() -> among).orElse(Set.of());
            return ControlAnswer.of(SummaryJson.of(ledger.find(asked.releases(wanted), maySee)));
        });
    }

    /** Two releases side by side: {@code from} and {@code to} are their numbers. */
    public ControlAnswer compare(String environment, QueryParameters asked) {
        return wait.answering(() -> {
            EnvironmentLedger history = history(environment);
            ReleaseComparison compared = wait.result(ReleaseComparer.compare(
                            history, required(asked, "from"), required(asked, "to"), platform(environment)))
                    .orElseThrow(() -> new IllegalStateException("environment: the platform of " + environment
                            + " takes long to list its builds; ask again"));
            return ControlAnswer.of(ComparisonJson.of(compared));
        });
    }

    private static int required(QueryParameters asked, String name) {
        int number = asked.number(name, 0);
        if (number < 1) {
            throw new IllegalArgumentException(name + ": is missing; use the number of a release, as in from=11&to=12");
        }
        return number;
    }

    /** The delivery figures of the last {@code weeks}, 12 unless told. */
    public ControlAnswer figures(String environment, QueryParameters asked) {
        return wait.answering(() -> ControlAnswer.of(FiguresJson.of(
                environment,
                DeliveryFigures.of(history(environment).list(), asked.number("weeks", USUAL_WEEKS), clock))));
    }

    /** What was last found of an environment's drift. */
    public ControlAnswer drift(String environment) {
        return wait.answering(() -> {
            EnvironmentLedger history = history(environment);
            return ControlAnswer.of(drift.last(environment)
                    .map(DriftJson::of)
                    .orElseGet(() -> DriftJson.unknown(environment, history.live())));
        });
    }

    /** Looks for an environment's drift now. */
    public ControlAnswer checkDrift(String environment) {
        return wait.answering(() -> {
            history(environment);
            return wait.result(drift.check(environment))
                    .map(report -> ControlAnswer.of(
                            HttpURLConnection.HTTP_OK, DriftJson.message(report), DriftJson.of(report)))
                    .orElseGet(() -> ControlAnswer.of(
                            HttpURLConnection.HTTP_ACCEPTED,
                            "The platform is being asked; look again in a moment",
                            ReleaseJson.object()));
        });
    }

    /**
     * Takes what the platform has on a target for what is meant to be there.
     *
     * @param target as documents name it, for example {@code service api}, or {@code schema} for the version of the database's schema
     * @param pin what the one who decides has seen there, in short
     * @param who id of the user who decides
     */
    public ControlAnswer adopt(String environment, String target, String pin, String reason, String who) {
        return wait.answering(() -> {
            history(environment);
            Decision decision = new Decision(who, reason);
            if (target.equals(SCHEMA)) {
                drift.adoptSchema(environment, pin, decision);
                return ControlAnswer.of(
                        HttpURLConnection.HTTP_OK,
                        "The schema " + pin + " of " + environment + " is adopted by " + decision.text(),
                        ReleaseJson.object());
            }
            Optional<Pin> adopted = wait.result(drift.adopt(environment, target, pin, decision));
            ObjectNode none = ReleaseJson.object();
            return adopted.map(there -> ControlAnswer.of(
                            HttpURLConnection.HTTP_OK,
                            there.summary() + " on " + target + " of " + environment + " is adopted by "
                                    + decision.text(),
                            none))
                    .orElseGet(() -> ControlAnswer.of(
                            HttpURLConnection.HTTP_ACCEPTED,
                            "The platform is being asked; look again in a moment to see what came of it",
                            none));
        });
    }

    private Optional<Platform> platform(String environment) {
        try {
            return Optional.of(platforms.of(environment, NOBODY));
        } catch (IllegalArgumentException notConfigured) {
            return Optional.empty();
        }
    }

    /** Leaves no trace of environments that are not there. */
    private EnvironmentLedger history(String environment) {
        if (!ledger.environments().contains(environment)) {
            throw new UnknownThingException(
                    "environment: nothing was released to an environment '" + environment + "' yet");
        }
        return ledger.environment(environment);
    }
}
