package io.jenkins.plugins.releaseflow.rehearsal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.delivery.DriftWatch;
import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.DeliveryControl;
import io.jenkins.plugins.releaseflow.pages.PageDocuments;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import io.jenkins.plugins.releaseflow.pages.RollbackControl;
import io.jenkins.plugins.releaseflow.pages.RollbackStarter;
import io.jenkins.plugins.releaseflow.pages.RunControl;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.rollback.RollbackService;
import io.jenkins.plugins.releaseflow.steps.RunOverrides;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The pages of a rehearsal whose platform does what a test says. Each test has an environment of its own. */
final class ServedReleases implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
    private final Map<String, SteeredPlatform> platforms = new ConcurrentHashMap<>();
    private final List<String> stoppedBuilds = new CopyOnWriteArrayList<>();
    private final List<RunOverrides> asked = new CopyOnWriteArrayList<>();
    private final ReleaseEngine engine;
    private final ControlServer server;

    ServedReleases(Path home) {
        engine = new ReleaseEngine(
                new Ledger(home.resolve("ledger")),
                (environment, origin) -> platform(environment),
                EngineSettings::of,
                executor,
                Clock.systemUTC(),
                new Random(1));
        server = ControlServer.start(
                new ControlServer.Served(
                        new ReleaseControl(
                                engine, (environment, origin) -> platform(environment), Duration.ofSeconds(10)),
                        new PageDocuments(
                                engine,
                                (environment, origin) -> platform(environment),
                                () -> List.of("production", "staging"),
                                Duration.ofSeconds(10)),
                        new DeliveryControl(
                                engine.ledger(),
                                (environment, origin) -> platform(environment),
                                new DriftWatch(
                                        engine.ledger(),
                                        (environment, origin) -> platform(environment),
                                        environment -> Optional.empty(),
                                        executor,
                                        Clock.systemUTC()),
                                Clock.systemUTC(),
                                Duration.ofSeconds(10)),
                        (origin, who) -> stoppedBuilds.add(origin.build()),
                        "ann",
                        0,
                        Optional.of(new RollbackControl(
                                engine,
                                new RollbackService(
                                        engine,
                                        (environment, origin) -> platform(environment),
                                        (origin, rollback, who) -> false),
                                (to, script, who) -> {
                                    throw new IllegalStateException("No rollback is started here");
                                },
                                Duration.ofSeconds(10))),
                        Optional.of(new RunControl(
                                engine.ledger(),
                                (environment, origin) -> platform(environment),
                                (job, overrides, who) -> {
                                    asked.add(overrides);
                                    return new RollbackStarter.Started(Optional.of(job + " #8"), Optional.empty());
                                },
                                Duration.ofSeconds(10)))),
                new ControlFile(home),
                new Random(2));
    }

    SteeredPlatform platform(String environment) {
        return platforms.computeIfAbsent(environment, name -> new SteeredPlatform());
    }

    ReleaseEngine engine() {
        return engine;
    }

    List<String> stoppedBuilds() {
        return stoppedBuilds;
    }

    /** What runs of a job were asked for. */
    List<RunOverrides> asked() {
        return asked;
    }

    /** What is served, for programs. */
    ControlServer server() {
        return server;
    }

    /** A page, for a browser that comes for the first time. */
    URI page(String path) {
        return server.pageAddress(path);
    }

    URI page(ReleaseId release) {
        return page("environments/" + release.environment() + "/releases/" + release.number() + "/");
    }

    ReleaseId open(String environment, String name, String description) {
        Origin origin = new Origin("ann", "Started by user ann", "shop", "shop#7", "main");
        Release release =
                join(engine.open(new ReleaseOpening(environment, ReleaseKind.RELEASE, name, description, origin)));
        return join(engine.locked(release.id(), line -> {})).id();
    }

    /** A migration under way. */
    CompletionStage<Node> migrate(ReleaseId release, String node) {
        return engine.run(
                release,
                new NodeOrder(
                        node,
                        new NodeWork.RunJob("migrate", Optional.of("flyway migrate"), Map.of("TOKEN", "s3cret")),
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH)),
                true,
                line -> {});
    }

    void end(ReleaseId release, String operation, OperationPhase phase) {
        platform(release.environment()).end(operation, phase);
        engine.wake();
    }

    /** Puts something on record as it is, whatever a platform would have said. */
    Release append(Release release, ReleaseEvent event) {
        return engine.ledger().environment(release.id().environment()).append(release, event);
    }

    Release read(ReleaseId id) {
        return engine.ledger().environment(id.environment()).read(id.number()).orElseThrow();
    }

    void awaitState(ReleaseId id, String node, NodeState state) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (read(id).node(node).filter(known -> known.state() == state).isEmpty()) {
            assertThat(System.nanoTime())
                    .as("time left for %s to be %s", node, state)
                    .isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    void awaitEnd(ReleaseId id) {
        join(engine.close(id, ReleaseState.ABORTED, ""));
        assertThat(read(id).isOpen()).isFalse();
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        server.close();
        executor.shutdownNow();
    }
}
