package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An engine on a ledger of its own and a platform that the test steers. A restart makes a new engine on the same ledger, as after a kill. */
final class EngineFixture implements AutoCloseable {
    static final EngineSettings QUICK = new EngineSettings(
            new PollSchedule(Duration.ofMillis(2), Duration.ofMillis(10), 0.1, 0),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(1),
            Duration.ofMillis(300),
            Duration.ofMillis(20));
    private static final Origin ANN = new Origin("ann", "Started by user ann", "shop", "shop#1", "main");

    private final Path home;
    private final SteeredPlatform platform;
    private final List<String> console = new CopyOnWriteArrayList<>();
    private ScheduledThreadPoolExecutor executor;
    private ReleaseEngine engine;
    private volatile boolean unconfigured;

    EngineFixture(Path home) {
        this(home, new SteeredPlatform());
    }

    private EngineFixture(Path home, SteeredPlatform platform) {
        this.home = home;
        this.platform = platform;
        boot();
    }

    /** Another one, on the same ledger and the same platform, after this one was closed. */
    EngineFixture again() {
        return new EngineFixture(home, platform);
    }

    private void boot() {
        executor = new ScheduledThreadPoolExecutor(2);
        engine = new ReleaseEngine(
                new Ledger(home), this::platformOf, any -> QUICK, executor, Clock.systemUTC(), new Random(1));
    }

    private Platform platformOf(String environment, Origin origin) {
        if (unconfigured) {
            throw new IllegalArgumentException("environment: '" + environment + "' is not configured");
        }
        return platform;
    }

    /** From now on no environment has a platform. */
    void unconfigure() {
        unconfigured = true;
    }

    void configure() {
        unconfigured = false;
    }

    void restart() {
        close();
        boot();
    }

    SteeredPlatform platform() {
        return platform;
    }

    ReleaseEngine engine() {
        return engine;
    }

    List<String> console() {
        return console;
    }

    ReleaseId open(String name) {
        Release release = join(engine.open(opening(name)));
        return join(engine.locked(release.id(), console::add)).id();
    }

    static ReleaseOpening opening(String name) {
        return new ReleaseOpening("production", ReleaseKind.RELEASE, name, "", ANN);
    }

    /** Waits until the engine has done what it was handed so far and what needs no waiting. */
    void awaitTaken() throws Exception {
        CyclicBarrier allIdle = new CyclicBarrier(executor.getCorePoolSize() + 1);
        for (int thread = 0; thread < executor.getCorePoolSize(); thread++) {
            executor.submit(() -> allIdle.await());
        }
        allIdle.await(30, TimeUnit.SECONDS);
    }

    CompletionStage<Node> run(ReleaseId release, NodeOrder order) {
        return engine.run(release, order, true, console::add);
    }

    /** The node as the record on disk has it. */
    Node node(ReleaseId id, String node) {
        return release(id).node(node).orElseThrow();
    }

    Release release(ReleaseId id) {
        return engine.ledger().environment(id.environment()).read(id.number()).orElseThrow();
    }

    /** Waits until the record on disk has the node in a state. */
    Node awaitNode(ReleaseId id, String node, NodeState state) {
        awaitUntil(() ->
                release(id).node(node).filter(known -> known.state() == state).isPresent());
        return node(id, node);
    }

    /** From now on the release's record can't be written. The result makes it writable again. */
    Repair breakRecord(ReleaseId id) throws IOException {
        Path record = engine.ledger().environment(id.environment()).recordOf(id.number());
        Path aside = record.resolveSibling("aside");
        Files.move(record, aside);
        Files.createDirectory(record);
        return () -> {
            Files.delete(record);
            Files.move(aside, record);
        };
    }

    /** Undoes a damage. */
    interface Repair {
        void run() throws IOException;
    }

    /** Waits until the record on disk has the reference of the node's operation. */
    void awaitReference(ReleaseId id, String node) {
        awaitUntil(() -> release(id).node(node).flatMap(Node::reference).isPresent());
    }

    static void awaitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
