package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.NodeOrder;
import io.jenkins.plugins.releaseflow.engine.NodeWork;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.FoundBuild;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Emulator;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.EmulatorOptions;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ProjectFile;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.CommandRequest;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command of which nobody heard how it ended is in doubt, and is not run a second time. */
@Timeout(60)
class CommandDoubtTest {
    private static final Target JOB = Target.job("worker");
    private static final NodeTerms TERMS = new NodeTerms(Duration.ofMinutes(5), OnAbort.DETACH, OnInDoubt.FAIL, 0);

    @TempDir
    private static Path directory;

    private static Emulator emulator;
    private static final HastyExecutor EXECUTOR = new HastyExecutor();

    @BeforeAll
    static void startAJob() throws IOException {
        SmallRepository repository = new SmallRepository(directory.resolve("repository"));
        repository.commit("main", "one");
        Path yaml = Files.writeString(directory.resolve("rehearsal.yaml"), """
                project: shop
                builds:
                  shop-build: { repository: repository, command: 'cp "$SOURCE_DIR/version" "$BUILD_DIR"' }
                jobs:
                  worker: { build: shop-build, command: 'sleep 60' }
                """);
        emulator = Emulator.start(
                ProjectFile.read(yaml, directory),
                directory.resolve("state"),
                EmulatorOptions.defaults().withPace(Duration.ofMillis(15)));
        assertThat(emulator.awaitBuilds(Duration.ofSeconds(30))).isTrue();
        Platform platform = connect(emulator.address());
        FoundBuild.Finished build = (FoundBuild.Finished) Given.answer(platform.resolve(new BuildSelector(
                "shop-build", Optional.empty(), Optional.empty(), BuildSelector.LATEST, Optional.empty())));
        Given.answer(platform.start(new DeploymentRequest(JOB, build.pin(), Optional.empty()), Baseline.empty()));
        JobRunRequest run = new JobRunRequest("worker", Optional.empty(), Map.of(), Migration.undeclared());
        Given.answer(platform.start(run, Baseline.empty()));
    }

    @AfterAll
    static void stop() {
        EXECUTOR.shutdownNow();
        emulator.close();
    }

    @Test
    void whereTheConnectionBreaks() throws IOException {
        Path ran = directory.resolve("ran-over-a-line");
        try (CuttableLine line = new CuttableLine(emulator.address())) {
            ReleaseEngine engine = engine("cut", connect(line.address()));
            ReleaseId release = open(engine);
            CompletionStage<Node> node = engine.run(release, order(ran), true, NodeConsole.silent());
            awaitReference(engine, release, ran);

            line.cut();

            Node ended = join(node);
            assertThat(ended.state()).isEqualTo(NodeState.IN_DOUBT);
            assertThat(message(ended))
                    .contains("The connection for a command broke", "Asked for was the command 'echo ran >> ");
            assertThat(ran).hasContent("ran\n");
        }
    }

    @Test
    void whereJenkinsIsKilledMeanwhile() throws IOException {
        Path ran = directory.resolve("ran-before-the-kill");
        ReleaseEngine killed = engine("killed", connect(emulator.address()));
        ReleaseId release = open(killed);
        killed.run(release, order(ran), true, NodeConsole.silent());
        awaitReference(killed, release, ran);

        ReleaseEngine next = engine("killed", connect(emulator.address()));
        Node ended = join(next.run(release, order(ran), true, NodeConsole.silent()));

        assertThat(ended.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(message(ended)).contains("the connection over which its end is told is gone");
        assertThat(ran).hasContent("ran\n");
    }

    private static String message(Node node) {
        return node.failure().map(Failure::message).orElse("");
    }

    private static ReleaseEngine engine(String home, Platform platform) {
        return new ReleaseEngine(
                new Ledger(directory.resolve(home)),
                (environment, origin) -> platform,
                EngineSettings::of,
                EXECUTOR,
                Clock.systemUTC(),
                new Random(1));
    }

    private static ReleaseId open(ReleaseEngine engine) {
        ReleaseId release = join(engine.open(new ReleaseOpening(
                        "production", ReleaseKind.RELEASE, "v1", "", new Origin("ann", "", "shop", "shop#1", "main"))))
                .id();
        join(engine.locked(release, NodeConsole.silent()));
        return release;
    }

    private static NodeOrder order(Path ran) {
        String command = "echo ran >> '" + ran + "'; sleep 30";
        return new NodeOrder(
                "n1",
                new NodeWork.Command(
                        new CommandRequest(JOB, command, Optional.of("sh"), Optional.empty(), false, false)),
                TERMS);
    }

    private static void awaitReference(ReleaseEngine engine, ReleaseId release, Path ran) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(ran)
                || engine.ledger()
                        .environment("production")
                        .read(release.number())
                        .flatMap(known -> known.node("n1"))
                        .flatMap(Node::reference)
                        .isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static Platform connect(URI address) {
        return NorthflankPlatform.connect(
                new NorthflankConnectionSettings(address, Optional.empty(), "shop"),
                emulator::token,
                Given.http(),
                Clock.systemUTC());
    }
}
