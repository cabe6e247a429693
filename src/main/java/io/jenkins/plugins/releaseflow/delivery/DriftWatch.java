package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.LiveTarget;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.MigrationVerdict;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Pin;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what ledgers say is live with what platforms run and databases report, on demand and on a schedule, and knows the last report of each environment.
 * Changes nothing on a platform; a configured schema check runs its job. Safe for use by many threads.
 */
public final class DriftWatch {
    private static final Logger LOGGER = Logger.getLogger(DriftWatch.class.getName());
    private static final int LOOKED_BACK = 50;
    private static final Origin NOBODY = new Origin("", "", "", "", "");

    private final Ledger ledger;
    private final Platforms platforms;
    private final Function<String, Optional<SchemaCheck>> schemaChecks;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Map<String, DriftReport> reports = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<DriftReport>> running = new ConcurrentHashMap<>();

    /**
     * @param schemaChecks how an environment's database is asked for its schema; empty where that is not configured
     * @param executor runs everything; belongs to the caller
     */
    public DriftWatch(
            Ledger ledger,
            Platforms platforms,
            Function<String, Optional<SchemaCheck>> schemaChecks,
            ScheduledExecutorService executor,
            Clock clock) {
        this.ledger = ledger;
        this.platforms = platforms;
        this.schemaChecks = schemaChecks;
        this.executor = executor;
        this.clock = clock;
    }

    /** What was last found; empty where nobody looked since the start. Memory only. */
    public Optional<DriftReport> last(String environment) {
        return Optional.ofNullable(reports.get(environment));
    }

    /** Looks at all environments that have something live, one after the other. What goes wrong with one is told in the log, and keeps no other from being looked at. */
    public CompletionStage<Void> checkAll() {
        CompletionStage<Void> all = CompletableFuture.runAsync(() -> {}, executor);
        for (String environment : ledger.environments()) {
            all = all.thenCompose(before -> check(environment).<Void>handle((report, failure) -> {
                if (failure != null) {
                    LOGGER.log(Level.WARNING, failure, () -> "Drift of " + environment + " could not be looked for");
                } else if (report.hasDrift()) {
                    LOGGER.warning(() -> "Environment " + environment + " has drifted: " + text(report));
                }
                return null;
            }));
        }
        return all;
    }

    private static String text(DriftReport report) {
        return Stream.concat(
                        report.targets().stream()
                                .filter(target -> target.verdict().isDrift())
                                .map(target -> target.ledger().target() + ": " + target.text()),
                        report.schema().stream().filter(SchemaDrift::isDrift).map(SchemaDrift::text))
                .collect(Collectors.joining("; "));
    }

    /**
     * Looks now. Who asks while somebody looks already gets the same report.
     *
     * @return fails with IllegalArgumentException, with a message for people, where the environment is not configured
     */
    public CompletionStage<DriftReport> check(String environment) {
        CompletableFuture<DriftReport> mine = new CompletableFuture<>();
        CompletableFuture<DriftReport> other = running.putIfAbsent(environment, mine);
        if (other != null) {
            return other;
        }
        CompletableFuture.supplyAsync(() -> looked(environment, schemaChecks.apply(environment)), executor)
                .thenCompose(report -> report)
                .whenComplete((report, failure) -> {
                    running.remove(environment, mine);
                    if (failure == null) {
                        reports.put(environment, report);
                        mine.complete(report);
                    } else {
                        mine.completeExceptionally(cause(failure));
                    }
                });
        return mine;
    }

    private CompletionStage<DriftReport> looked(String environment, Optional<SchemaCheck> schemaCheck) {
        EnvironmentLedger history = ledger.environment(environment);
        Platform platform = platforms.of(environment, NOBODY);
        Instant at = clock.instant();
        List<CompletableFuture<TargetDrift>> targets = history.live().stream()
                .map(live -> looked(live, platform).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(targets.toArray(CompletableFuture<?>[]::new))
                .thenCompose(all -> schema(schemaCheck, history, platform))
                .thenApply(asked -> new DriftReport(
                        environment,
                        at,
                        targets.stream().map(CompletableFuture::join).toList(),
                        SchemaDrift.of(history)));
    }

    private static CompletionStage<TargetDrift> looked(LiveTarget live, Platform platform) {
        Pin pin = live.certain().or(live::later).orElseThrow().pin();
        return platform.baseline(new DeploymentRequest(live.target(), pin, Optional.empty()))
                .thenApply(shown -> TargetDrift.of(live, shown))
                .exceptionally(failure ->
                        TargetDrift.unknown(live, String.valueOf(cause(failure).getMessage())));
    }

    /** Done when the database was asked, where that can be done now: never beside a release, whose migration it could see half done. */
    private CompletionStage<Void> schema(Optional<SchemaCheck> check, EnvironmentLedger history, Platform platform) {
        boolean releasing =
                history.list().stream().anyMatch(summary -> !summary.state().isEnd());
        if (check.isEmpty() || releasing) {
            return CompletableFuture.completedFuture(null);
        }
        if (mayMigrate(history, check.get().job())) {
            LOGGER.warning(() -> "The schema of " + history.environment()
                    + " is not asked for: schemaCheckJob: releases run the job '"
                    + check.get().job() + "' as a migration, or as what may be one; name a job that only reads");
            return CompletableFuture.completedFuture(null);
        }
        return new SchemaProbe(platform, check.get(), executor, clock)
                .ask()
                .thenAccept(history::report)
                .exceptionally(failure -> {
                    LOGGER.log(
                            Level.WARNING,
                            cause(failure),
                            () -> "The schema of " + history.environment() + " is not known");
                    return null;
                });
    }

    /**
     * Takes what the platform has on a target for what is meant to be there. It is looked up once more, so that nothing is adopted that nobody has seen.
     *
     * @param seen short form of the pin that was decided about
     * @return what was adopted. Fails with IllegalArgumentException, with a message for people, where the target is not known, something else or nothing is there by
     *     now, or a release is changing it.
     */
    public CompletionStage<Pin> adopt(String environment, String target, String seen, Decision by) {
        return lookedAtTargets(environment)
                .thenApply(report -> adopted(report, target, seen, by))
                .thenCompose(adopted -> lookedAtTargets(environment).thenApply(report -> {
                    reports.put(environment, report);
                    return adopted;
                }));
    }

    /**
     * Takes the version of the schema that the database reported last for the one that is meant to be there.
     *
     * @param seen the version that was decided about
     * @throws IllegalArgumentException with a message for people, where there is nothing to adopt, or another version was reported by then
     */
    public void adoptSchema(String environment, String seen, Decision by) {
        EnvironmentLedger history = ledger.environment(environment);
        SchemaDrift drift = SchemaDrift.of(history)
                .filter(SchemaDrift::isDrift)
                .orElseThrow(() -> new IllegalArgumentException(
                        "target: the schema of " + environment + " has not drifted; there is nothing to adopt"));
        if (!drift.version().equals(seen)) {
            throw new IllegalArgumentException("pin: the database reports the schema " + drift.version()
                    + " by now, and not '" + seen + "'; look again, and decide about that");
        }
        history.adoptSchema(seen, by, clock.instant());
        reports.computeIfPresent(
                environment,
                (name, report) -> new DriftReport(name, report.at(), report.targets(), SchemaDrift.of(history)));
    }

    /**
     * Whether releases ran a job as a migration, or as what may be one. Reads the newest releases.
     *
     * @return false where the newest releases never ran it, or only as what changes no schema
     */
    public static boolean mayMigrate(EnvironmentLedger history, String job) {
        return history.list().stream()
                .limit(LOOKED_BACK)
                .flatMap(summary -> history.read(summary.id().number()).stream())
                .flatMap(release -> release.nodeList().stream())
                .flatMap(node -> node.request().stream())
                .anyMatch(request -> request instanceof JobRunRequest run
                        && run.job().equals(job)
                        && run.migration().verdict() != MigrationVerdict.NONE);
    }

    private CompletionStage<DriftReport> lookedAtTargets(String environment) {
        return CompletableFuture.supplyAsync(() -> looked(environment, Optional.empty()), executor)
                .thenCompose(report -> report);
    }

    private Pin adopted(DriftReport report, String name, String seen, Decision by) {
        TargetDrift drift = report.targets().stream()
                .filter(known -> known.ledger().target().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("target: '" + name + "' is none of "
                        + report.environment() + "'s; it has "
                        + report.targets().stream()
                                .map(known -> known.ledger().target().toString())
                                .collect(Collectors.joining(", "))));
        Target target = drift.ledger().target();
        if (!drift.verdict().isDrift() || drift.platform().isEmpty()) {
            throw new IllegalArgumentException("target: there is nothing to adopt on " + target + ". " + drift.text());
        }
        Pin there = drift.platform().get();
        if (!there.summary().equals(seen)) {
            throw new IllegalArgumentException("pin: on " + target + " is " + there.summary() + " by now, and not '"
                    + seen + "'; look again, and decide about that");
        }
        ledger.environment(report.environment()).adopt(target, there, by, clock.instant());
        return there;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
