package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.delivery.DriftReport;
import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import io.jenkins.plugins.releaseflow.ledger.ReleasePage;
import io.jenkins.plugins.releaseflow.ledger.ReleaseQuery;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.rollback.ReadinessWatch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What the pages show, as the documents that their scripts read; the same on every host. Asks for no permission: who calls it has. Reads the disk, so it must
 * not be called on the engine's threads. Safe for use by many threads.
 */
@Restricted(NoExternalUse.class)
public final class PageDocuments {
    private static final int MOST_AFTER = 20;

    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final Supplier<? extends Collection<String>> configured;
    private final BoundedWait wait;
    private final Optional<ReadinessWatch> readiness;
    private final Predicate<String> maySee;
    private final Optional<DriftWatch> drift;

    /**
     * @param configured names of the environments that may be released to
     * @param patience how long a caller is kept waiting
     */
    public PageDocuments(
            ReleaseEngine engine,
            Platforms platforms,
            Supplier<? extends Collection<String>> configured,
            Duration patience) {
        this(engine, platforms, configured, new BoundedWait(patience), Optional.empty(), job -> true, Optional.empty());
    }

    private PageDocuments(
            ReleaseEngine engine,
            Platforms platforms,
            Supplier<? extends Collection<String>> configured,
            BoundedWait wait,
            Optional<ReadinessWatch> readiness,
            Predicate<String> maySee,
            Optional<DriftWatch> drift) {
        this.engine = engine;
        this.platforms = platforms;
        this.configured = configured;
        this.wait = wait;
        this.readiness = readiness;
        this.maySee = maySee;
        this.drift = drift;
    }

    /** The same, which finds releases of jobs that who asks may not see by nothing that would tell of them. */
    PageDocuments seeing(Predicate<String> jobs) {
        return new PageDocuments(engine, platforms, configured, wait, readiness, jobs, drift);
    }

    /** The same, telling which releases can be rolled back to. */
    public PageDocuments with(ReadinessWatch watch) {
        return new PageDocuments(engine, platforms, configured, wait, Optional.of(watch), maySee, drift);
    }

    /** The same, telling which environments have drifted. */
    public PageDocuments with(DriftWatch watch) {
        return new PageDocuments(engine, platforms, configured, wait, readiness, maySee, Optional.of(watch));
    }

    /** All environments: what is live on each, who holds its lock, and its hold. */
    public ControlAnswer environments(PageRights rights) {
        return environments(rights, environment -> true);
    }

    /**
     * The same of some.
     *
     * @param shown whether an environment of that name is among them
     */
    ControlAnswer environments(PageRights rights, Predicate<String> shown) {
        return wait.answering(() -> {
            Collection<String> known = configured.get();
            TreeSet<String> names = new TreeSet<>(engine.ledger().environments());
            names.addAll(known);
            ObjectNode document = ReleaseJson.object();
            ArrayNode list = document.putArray("environments");
            names.stream().filter(shown).forEach(name -> list.add(overview(name, known.contains(name))));
            document.set("may", rights.json());
            return ControlAnswer.of(document);
        });
    }

    /** One environment with a page of its releases, newest first. */
    public ControlAnswer environment(String environment, ReleaseFilter filter, PageRights rights) {
        return wait.answering(() -> {
            requireKnown(environment);
            ObjectNode document = overview(environment, configured.get().contains(environment));
            add(document, engine.ledger().find(filter.narrow(ReleaseQuery.of(environment)), maySee), filter);
            document.set("may", rights.json());
            return ControlAnswer.of(document);
        });
    }

    /**
     * What a job released, newest first.
     *
     * @param job full name of a job, or of a folder or multibranch project that has the jobs
     * @param mayRun whether who asks may have it release
     */
    public ControlAnswer job(String job, ReleaseFilter filter, boolean mayRun) {
        return wait.answering(() -> {
            ObjectNode document = ReleaseJson.object();
            document.put("job", job);
            add(document, engine.ledger().find(filter.narrow(ReleaseQuery.all().ofJobsBelow(job)), maySee), filter);
            ObjectNode live = document.putObject("live");
            engine.ledger().environments().stream()
                    .filter(name -> hasReleased(job, name))
                    .forEach(name -> live.set(name, live(name)));
            document.putObject("may").put("run", mayRun);
            return ControlAnswer.of(document);
        });
    }

    private boolean hasReleased(String job, String environment) {
        ReleaseQuery ofJob = ReleaseQuery.of(environment).ofJobsBelow(job).page(0, 1);
        return engine.ledger().find(ofJob).total() > 0;
    }

    /** All of a release that its page shows, and what its nodes wait for just now. */
    public ControlAnswer release(String environment, String number, PageRights rights) {
        return wait.answering(() -> {
            Release release = find(environment, number)
                    .orElseThrow(() ->
                            new UnknownThingException("release: there is no release " + environment + " #" + number));
            ObjectNode document = ReleaseJson.of(
                    release, NodeLinks.of(release, engine.ledger().originNow(release), platforms));
            engine.waiting(release.id()).ifPresent(text -> document.put("waiting", text));
            document.put("detached", engine.hasDetached(release.id()));
            EnvironmentLedger ledger = engine.ledger().environment(environment);
            document.path("nodes").forEach(json -> add((ObjectNode) json, release, ledger));
            document.put("canRollBack", canBeRolledBackTo(release));
            readiness
                    .flatMap(watch -> watch.fresh(release.id()))
                    .ifPresent(known -> document.set("readiness", ReadinessJson.of(known)));
            ArrayNode rollbacks = document.putArray("rollbacks");
            ledger.list().stream()
                    .filter(summary -> summary.rollbackTo()
                            .filter(to -> to == release.id().number())
                            .isPresent())
                    .forEach(summary -> rollbacks.add(SummaryJson.of(summary)));
            ArrayNode leftBy = document.putArray("leftBy");
            leftBy(release, ledger).forEach(summary -> leftBy.add(SummaryJson.of(summary)));
            document.set("may", rights.json());
            return ControlAnswer.of(document);
        });
    }

    /** The rollbacks that put something else in the place of what a release did. They follow it soon, so only the next releases are read. */
    private static List<ReleaseSummary> leftBy(Release release, EnvironmentLedger ledger) {
        int number = release.id().number();
        return ledger.list().stream()
                .filter(summary ->
                        summary.id().number() > number && summary.id().number() <= number + MOST_AFTER)
                .filter(summary -> summary.kind() == ReleaseKind.ROLLBACK)
                .filter(summary -> ledger.read(summary.id().number())
                        .flatMap(Release::rollback)
                        .filter(order -> order.after()
                                .or(order::from)
                                .filter(left -> left == number)
                                .isPresent())
                        .isPresent())
                .toList();
    }

    /** Whether it put something somewhere that could be put there again. Whether that is still possible is told by the plan. */
    private static boolean canBeRolledBackTo(Release release) {
        return release.state() == ReleaseState.RELEASED
                && release.nodeList().stream()
                        .anyMatch(node -> node.deployment().isPresent());
    }

    /**
     * A part of the log of a node.
     *
     * @param which names the log, as the document of the release does
     * @param start offset in bytes
     * @return empty where there is no such log
     */
    public Optional<LogPart> log(String environment, String number, String node, String which, long start) {
        return find(environment, number)
                .filter(release -> release.node(node).isPresent())
                .flatMap(release -> NodeLogs.of(engine.ledger().environment(environment), release, node)
                        .read(which, start));
    }

    private void add(ObjectNode json, Release release, EnvironmentLedger ledger) {
        Node node = release.node(json.path("id").asText()).orElseThrow();
        engine.waitingFor(release.id(), node.id()).ifPresent(text -> json.put("waiting", text));
        json.set("logs", NodeLogs.of(ledger, release, node.id()).json());
    }

    private ObjectNode overview(String environment, boolean isConfigured) {
        ObjectNode json = status(environment).map(EnvironmentJson::of).orElseGet(() -> ReleaseJson.object()
                .put("environment", environment));
        json.put("configured", isConfigured);
        if (engine.ledger().environments().contains(environment)) {
            engine.ledger().find(ReleaseQuery.of(environment).page(0, 1)).releases().stream()
                    .findFirst()
                    .ifPresent(last -> json.set("last", SummaryJson.of(last)));
        }
        json.set("live", live(environment));
        drift.flatMap(watch -> watch.last(environment))
                .filter(DriftReport::hasDrift)
                .ifPresent(report -> json.put("drift", DriftJson.message(report)));
        return json;
    }

    private ArrayNode live(String environment) {
        return engine.ledger().environments().contains(environment)
                ? LiveJson.of(engine.ledger().environment(environment))
                : ReleaseJson.object().putArray("live");
    }

    /** Nobody knows an environment before its first release, and one that is not configured any more still has its history. */
    private Optional<EnvironmentStatus> status(String environment) {
        try {
            return wait.result(engine.status(environment));
        } catch (CompletionException unconfigured) {
            if (unconfigured.getCause() instanceof IllegalArgumentException) {
                return Optional.empty();
            }
            throw unconfigured;
        }
    }

    private void add(ObjectNode document, ReleasePage found, ReleaseFilter filter) {
        document.put("total", found.total());
        document.put("page", filter.page());
        document.put("pages", Math.max(1, (found.total() + ReleaseFilter.ROWS - 1) / ReleaseFilter.ROWS));
        ArrayNode rows = document.putArray("releases");
        found.releases().forEach(summary -> rows.add(row(summary)));
    }

    private ObjectNode row(ReleaseSummary summary) {
        ObjectNode row = SummaryJson.of(summary);
        readiness
                .flatMap(watch -> watch.last(summary.id()))
                .ifPresent(known -> row.set("readiness", ReadinessJson.of(known)));
        return row;
    }

    private void requireKnown(String environment) {
        boolean known = EnvironmentName.isValid(environment)
                && (engine.ledger().environments().contains(environment)
                        || configured.get().contains(environment));
        if (!known) {
            throw new UnknownThingException("environment: there is no environment '" + environment + "'");
        }
    }

    private Optional<Release> find(String environment, String number) {
        return new ReleaseControl(engine, platforms, Duration.ZERO).find(environment, number);
    }
}
