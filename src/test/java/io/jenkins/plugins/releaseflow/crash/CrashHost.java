package io.jenkins.plugins.releaseflow.crash;

import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.OnAbort;
import io.jenkins.plugins.releaseflow.engine.PollSchedule;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankConnectionSettings;
import io.jenkins.plugins.releaseflow.platform.northflank.NorthflankPlatform;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A host that runs one release as a controller does, in a process that can be killed. It prints a line per event, and ends when its standard input does. */
public final class CrashHost {
    static final String ENVIRONMENT = "production";
    static final BuildSelector BUILD =
            new BuildSelector("shop-build", Optional.of("feature/two"), Optional.empty(), "latest", Optional.empty());

    /** What a host does after its start. */
    enum Mode {
        /** Makes a release. */
        RELEASE,
        /** Starts again, and the build that made the release comes back. */
        BUILD_COMES_BACK,
        /** Starts again, and the build that made the release never comes back. */
        BUILD_IS_GONE
    }

    private static final EngineSettings IMPATIENT = new EngineSettings(
            new PollSchedule(Duration.ofMillis(20), Duration.ofMillis(50), 0.1, 0),
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(3),
            Duration.ofMillis(20),
            Duration.ofSeconds(5));
    private static final long LIMIT_SECONDS = 40;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Origin ORIGIN = new Origin("ann", "Started by user ann", "shop", "shop#1", "main");

    private final Ledger ledger;
    private final ReleaseEngine engine;
    private final int stopAfter;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int events;

    private CrashHost(Path home, Platform platform, int stopAfter) {
        this.stopAfter = stopAfter;
        this.ledger = new Ledger(home);
        this.engine = new ReleaseEngine(
                ledger,
                (environment, origin) -> platform,
                known -> IMPATIENT,
                Executors.newScheduledThreadPool(2),
                Clock.systemUTC(),
                new SplittableRandom());
        engine.addListener(this::heard);
    }

    /** Arguments: mode, home, address and token of the platform, and after which event to stand still until killed; 0 for none. */
    public static void main(String[] arguments) {
        endWithStandardInput();
        Platform platform = NorthflankPlatform.connect(
                new NorthflankConnectionSettings(URI.create(arguments[2]), Optional.empty(), "shop"),
                () -> arguments[3],
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                Clock.systemUTC());
        CrashHost host = new CrashHost(Path.of(arguments[1]), platform, Integer.parseInt(arguments[4]));
        Mode mode = Mode.valueOf(arguments[0]);
        switch (mode) {
            case RELEASE -> host.flow(host.open("v2").id());
            case BUILD_COMES_BACK -> host.resume();
            case BUILD_IS_GONE -> host.recover();
        }
        if (mode != Mode.RELEASE) {
            host.makeNextRelease();
        }
        System.exit(0);
    }

    private static void endWithStandardInput() {
        Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(2);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private synchronized void heard(Release release, ReleaseEvent event) {
        if (release.id().number() != 1) {
            return;
        }
        events++;
        System.out.println(HostProcess.EVENT + events + " " + event.getClass().getSimpleName() + nodeOf(event));
        if (events == stopAfter) {
            System.out.println(HostProcess.STANDS_STILL);
            standStill();
        }
        if (event instanceof ReleaseEvent.Ended) {
            ended.complete(null);
        }
    }

    private static String nodeOf(ReleaseEvent event) {
        if (event instanceof ReleaseEvent.NodePlanned planned) {
            return " " + planned.node();
        } else if (event instanceof ReleaseEvent.NodeIntended intended) {
            return " " + intended.node();
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return " " + started.node();
        } else if (event instanceof ReleaseEvent.NodeEnded end) {
            return " " + end.node() + " " + end.state();
        }
        return "";
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Release open(String name) {
        return join(engine.open(new ReleaseOpening(ENVIRONMENT, ReleaseKind.RELEASE, name, "", ORIGIN)));
    }

    private void resume() {
        join(engine.recover(origin -> true));
        openRelease().ifPresent(this::flow);
    }

    private void recover() {
        boolean open = openRelease().isPresent();
        join(engine.recover(origin -> false));
        if (open) {
            join(ended);
        }
    }

    private Optional<ReleaseId> openRelease() {
        return ledger.environment(ENVIRONMENT).list().stream()
                .filter(release -> !release.state().isEnd())
                .map(ReleaseSummary::id)
                .findFirst();
    }

    private void flow(ReleaseId id) {
        join(engine.locked(id, NodeConsole.silent()));
        for (NodeOrder order : orders()) {
            Node node = join(engine.run(id, order, true, NodeConsole.silent()));
            if (node.state() != NodeState.COMPLETED) {
                join(engine.close(id, ReleaseState.FAILED, node.label() + " did not complete"));
                return;
            }
        }
        join(engine.close(id, ReleaseState.RELEASED, ""));
    }

    private static List<NodeOrder> orders() {
        return List.of(
                order("backup", new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty())),
                order("prepare", deployment(Target.job("migrate"), NodeKind.DEPLOY_BUILD)),
                order("migrate", new NodeWork.RunJob("migrate", Optional.empty(), Map.of("VERSION", "two"))),
                order("serve", deployment(Target.service("web"), NodeKind.DEPLOY_SERVICE)));
    }

    private static NodeWork deployment(Target target, NodeKind kind) {
        return new NodeWork.DeployBuild(target, BUILD, Optional.empty(), kind);
    }

    private static NodeOrder order(String node, NodeWork work) {
        return new NodeOrder(node, work, TIMEOUT, OnAbort.DETACH);
    }

    /** The next release of the environment, which needs its lock. */
    private void makeNextRelease() {
        ReleaseId next = open("v3").id();
        join(engine.locked(next, NodeConsole.silent()));
        join(engine.close(next, ReleaseState.RELEASED, ""));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
