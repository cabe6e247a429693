package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseListener;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.Target;
import io.jenkins.plugins.releaseflow.rollback.RollbackService;
import io.jenkins.plugins.releaseflow.rollback.RollbackWish;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engine, the ledger and the client as a controller wires them, and the build that makes one release of the shop. */
final class ReleaseHost implements AutoCloseable {
    static final String ENVIRONMENT = "production";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final BuildSelector BUILD =
            new BuildSelector("shop-build", Optional.of("feature/two"), Optional.empty(), "latest", Optional.empty());
    private static final long LIMIT_SECONDS = 45;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Origin ORIGIN = new Origin("ann", "Started by user ann", "shop", "shop#1", "main");

    private final NodeTerms terms;
    private final Ledger ledger;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final ReleaseEngine engine;
    private final RollbackService rollbacks;
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<String> inDoubt = new CompletableFuture<>();

    /**
     * Starts one.
     *
     * @param onInDoubt what its steps do about a doubt
     */
    ReleaseHost(Path home, URI address, String token, OnInDoubt onInDoubt) {
        this.terms = new NodeTerms(TIMEOUT, OnAbort.DETACH, onInDoubt, 0);
        Platform platform = NorthflankPlatform.connect(
                new NorthflankConnectionSettings(address, Optional.empty(), "shop"),
                () -> token,
                HTTP,
                Clock.systemUTC());
        this.ledger = new Ledger(home);
        this.engine = new ReleaseEngine(
                ledger,
                (environment, origin) -> platform,
                EngineSettings::of,
                executor,
                Clock.systemUTC(),
                new SplittableRandom());
        this.rollbacks =
                new RollbackService(engine, (environment, origin) -> platform, (origin, rollback, who) -> false);
        engine.addListener((release, event) -> {
            if (!release.isOpen()) {
                ended.complete(null);
            }
            release.nodeList().stream()
                    .filter(node -> node.state() == NodeState.IN_DOUBT)
                    .forEach(node -> inDoubt.complete(node.id()));
        });
    }

    void listen(ReleaseListener listener) {
        engine.addListener(listener);
    }

    /** What the consoles of its builds show. */
    List<String> console() {
        return console;
    }

    /** The build: opens a release, and takes its steps. */
    void release() {
        flow(open("v2"));
    }

    /** After a start: the build that made the open release goes on where it was. Whoever is asked about a doubt has the work done again. */
    void buildComesBack() {
        await(engine.recover(origin -> true), "taking up what is open");
        openRelease().ifPresent(id -> {
            inDoubt.thenAccept(node -> decide(id, node, new Resolution.RunAgain()));
            flow(id);
        });
    }

    /** After a start: the step that made the open rollback goes on with it. Whoever is asked about a doubt has the work done again. */
    void rollbackGoesOn() {
        await(engine.recover(origin -> true), "taking up what is open");
        openRelease().ifPresent(id -> {
            inDoubt.thenAccept(node -> decide(id, node, new Resolution.RunAgain()));
            await(rollbacks.resume(id, console::add), "the end of the rollback");
        });
    }

    /**
     * Another build goes back to release 1.
     *
     * @param database what becomes of the database, as in the step
     * @return the rollback as it ended; empty where there was nothing to do
     */
    Optional<Release> rollBack(String database) {
        String backup = database.equals("restore") ? Scripts.backup(ledger) : "";
        RollbackWish wish = RollbackWish.of(new ReleaseId(ENVIRONMENT, 1), database, "", backup);
        return await(
                rollbacks.run(
                        new RollbackService.Asked(wish, ORIGIN, "again", "", false, ""),
                        console::add,
                        opened -> console.add("opened " + opened.id())),
                "another rollback");
    }

    /** After a start: the build that made the open release is gone for good. Whoever is asked about a doubt says that the work was not done. */
    void buildIsGone() {
        Optional<ReleaseId> open = openRelease();
        await(engine.recover(origin -> false), "taking up what is open");
        open.ifPresent(id -> {
            inDoubt.thenAccept(node -> decide(id, node, new Resolution.MarkFailed()));
            await(ended, "the end of the release");
        });
    }

    private void decide(ReleaseId id, String node, Resolution resolution) {
        engine.resolve(id, node, resolution, new Decision("ann", "no run of it is listed"))
                .exceptionally(failure -> {
                    console.add("not resolved: " + failure);
                    return null;
                });
    }

    /** Another build makes an empty release, which needs the environment's lock. */
    void nextRelease() {
        ReleaseId next = open("v3");
        await(engine.locked(next, console()::add), "the lock for the next release");
        await(engine.close(next, ReleaseState.RELEASED, ""), "the end of the next release");
    }

    private ReleaseId open(String name) {
        return await(
                        engine.open(new ReleaseOpening(ENVIRONMENT, ReleaseKind.RELEASE, name, "", ORIGIN)),
                        "opening " + name)
                .id();
    }

    private Optional<ReleaseId> openRelease() {
        return ledger.environment(ENVIRONMENT).list().stream()
                .filter(release -> !release.state().isEnd())
                .map(ReleaseSummary::id)
                .findFirst();
    }

    private void flow(ReleaseId id) {
        await(engine.locked(id, console()::add), "the lock");
        for (NodeOrder order : orders()) {
            Node node = await(engine.run(id, order, true, console()::add), order.node());
            if (node.state() != NodeState.COMPLETED) {
                await(engine.close(id, ReleaseState.FAILED, node.label() + " did not complete"), "the end");
                return;
            }
        }
        await(engine.close(id, ReleaseState.RELEASED, ""), "the end");
    }

    private List<NodeOrder> orders() {
        return List.of(
                order("backup", new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty())),
                order("prepare", deployment(Target.job("migrate"), NodeKind.DEPLOY_BUILD)),
                order("migrate", new NodeWork.RunJob("migrate", Optional.empty(), Map.of())),
                order("serve", deployment(Target.service("web"), NodeKind.DEPLOY_SERVICE)));
    }

    private static NodeWork deployment(Target target, NodeKind kind) {
        // The two versions are built at once, in any order.
        return new NodeWork.DeployBuild(target, BUILD, Optional.empty(), kind, true, false);
    }

    private NodeOrder order(String node, NodeWork work) {
        return new NodeOrder(node, work, terms);
    }

    private <T> T await(CompletionStage<T> stage, String what) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(
                    "waited " + LIMIT_SECONDS + " s in vain for " + what + "; the console says " + console, late);
        } catch (ExecutionException failure) {
            throw new AssertionError(
                    what + " failed with " + failure.getCause() + "; the console says " + console, failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Ends it without tidying up, as a controller's end does. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
