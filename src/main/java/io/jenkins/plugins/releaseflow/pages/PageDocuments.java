package io.jenkins.plugins.releaseflow.pages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.engine.Platforms;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentName;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * What the pages show, as the documents that their scripts read; the same on every host. Asks for no permission: who calls it has. Reads the disk, so it must
 * not be called on the engine's threads. Safe for use by many threads.
 */
public final class PageDocuments {
    private static final int ROWS = 50;

    private final ReleaseEngine engine;
    private final Platforms platforms;
    private final Supplier<? extends Collection<String>> configured;
    private final BoundedWait wait;

    /**
     * @param configured names of the environments that may be released to
     * @param patience how long a caller is kept waiting
     */
    public PageDocuments(
            ReleaseEngine engine,
            Platforms platforms,
            Supplier<? extends Collection<String>> configured,
            Duration patience) {
        this.engine = engine;
        this.platforms = platforms;
        this.configured = configured;
        this.wait = new BoundedWait(patience);
    }

    /** All environments: what is live on each, who holds its lock, and its hold. */
    public ControlAnswer environments(PageRights rights) {
        return wait.answering(() -> {
            Collection<String> known = configured.get();
            TreeSet<String> names = new TreeSet<>(engine.ledger().environments());
            names.addAll(known);
            ObjectNode document = ReleaseJson.object();
            ArrayNode list = document.putArray("environments");
            names.forEach(name -> list.add(overview(name, known.contains(name))));
            document.set("may", rights.json());
            return ControlAnswer.of(document);
        });
    }

    /** One environment with a page of its releases, newest first. */
    public ControlAnswer environment(String environment, ReleaseFilter filter, PageRights rights) {
        return wait.answering(() -> {
            requireKnown(environment);
            ObjectNode document = overview(environment, configured.get().contains(environment));
            list(document, historyOf(environment), filter);
            document.set("may", rights.json());
            return ControlAnswer.of(document);
        });
    }

    /** All of a release that its page shows, and what its nodes wait for just now. */
    public ControlAnswer release(String environment, String number, PageRights rights) {
        return wait.answering(() -> {
            Release release = find(environment, number)
                    .orElseThrow(() ->
                            new UnknownThingException("release: there is no release " + environment + " #" + number));
            ObjectNode document = ReleaseJson.of(release, NodeLinks.of(release, platforms));
            engine.waiting(release.id()).ifPresent(text -> document.put("waiting", text));
            document.put("detached", engine.hasDetached(release.id()));
            EnvironmentLedger ledger = engine.ledger().environment(environment);
            document.path("nodes").forEach(json -> add((ObjectNode) json, release, ledger));
            document.set("may", rights.json());
            return ControlAnswer.of(document);
        });
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
            json.set("live", LiveTargets.of(engine.ledger().environment(environment)));
            historyOf(environment).stream().findFirst().ifPresent(last -> json.set("last", ReleaseJson.of(last)));
        } else {
            json.putArray("live");
        }
        return json;
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

    private List<ReleaseSummary> historyOf(String environment) {
        return engine.ledger().environments().contains(environment)
                ? engine.ledger().environment(environment).list()
                : List.of();
    }

    private static void list(ObjectNode document, List<ReleaseSummary> history, ReleaseFilter filter) {
        List<ReleaseSummary> matching = history.stream().filter(filter::matches).toList();
        int pages = Math.max(1, (matching.size() + ROWS - 1) / ROWS);
        int page = Math.min(filter.page(), pages);
        document.put("total", history.size());
        document.put("matching", matching.size());
        document.put("page", page);
        document.put("pages", pages);
        ArrayNode rows = document.putArray("releases");
        matching.stream().skip((page - 1L) * ROWS).limit(ROWS).forEach(summary -> rows.add(ReleaseJson.of(summary)));
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
