package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.BuildSelector;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk gets full before each event of a release, in turn: nothing is started that is not on record, and the release ends truthfully when there is room again. */
@Timeout(60)
class FullDiskTest {
    /** Of a release with a backup, a deployment to the migration job, the migration, and a deployment to the service. */
    private static final List<String> EVENTS = List.of(
            "opened",
            "lock-taken",
            "planned backup",
            "intended backup",
            "started backup",
            "ended backup",
            "planned deployment",
            "pin of the deployment",
            "intended deployment",
            "started deployment",
            "ended deployment",
            "planned migration",
            "intended migration",
            "started migration",
            "ended migration",
            "ended release");

    /** Kept, since a logger's level is forgotten with it. */
    private static final Logger ENGINE = Logger.getLogger(ReleaseEngine.class.getName());

    private final FullDisk disk = new FullDisk();
    private final AtomicInteger events = new AtomicInteger();
    private EngineFixture fixture;

    @BeforeEach
    void start() {
        ENGINE.setLevel(Level.OFF);
        fixture = new EngineFixture(disk.home());
        fixture.engine().ledger().environment("production");
    }

    @AfterEach
    void stop() {
        ENGINE.setLevel(null);
        fixture.close();
        disk.close();
    }

    static Stream<Arguments> points() {
        return IntStream.range(0, EVENTS.size()).boxed().flatMap(point -> Stream.of(
                        "room is made", "the controller starts again with room")
                .map(mended -> Arguments.of(EVENTS.get(point), mended, point)));
    }

    @ParameterizedTest(name = "no room for: {0}; then {1}")
    @MethodSource("points")
    void nothingIsStartedThatIsNotOnRecordAndTheReleaseEndsTruthfully(String event, String mended, int point) {
        fillBefore(point);

        Optional<ReleaseId> release = opened();
        Optional<Throwable> trouble = release.isEmpty() ? openingTrouble() : runNodes(release.get());
        List<OperationRequest> asked = fixture.platform().starts();

        if (release.isEmpty()) {
            assertThat(asked).isEmpty();
            assertThat(trouble.orElseThrow()).hasMessageContaining("Nothing was started");
            disk.makeRoom();
            assertThat(opened()).isPresent();
            return;
        }
        assertThatAllIsOnRecord(release.get(), asked);
        trouble.ifPresent(failure -> assertThatItIsTrue(failure, event, asked));
        ReleaseState script = trouble.isEmpty() ? ReleaseState.RELEASED : ReleaseState.FAILED;
        CompletableFuture<Release> closed =
                fixture.engine().close(release.get(), script, "").toCompletableFuture();
        if (mended.equals("room is made")) {
            awaitUntil(closed::isDone);
            assertThat(fixture.release(release.get()).isOpen()).isTrue();
            disk.makeRoom();
        } else {
            awaitUntil(closed::isDone);
            fixture.close();
            disk.makeRoom();
            fixture = fixture.again();
            join(fixture.engine().recover(origin -> false));
        }
        awaitUntil(() -> !fixture.release(release.get()).isOpen());

        assertThatTheRecordAgreesWithThePlatform(release.get(), asked);
    }

    private void fillBefore(int point) {
        if (point == 0) {
            disk.fill();
        }
        fixture.engine().addListener((release, event) -> {
            if (events.incrementAndGet() == point) {
                disk.fill();
            }
        });
    }

    private Optional<ReleaseId> opened() {
        return fixture.engine()
                .open(EngineFixture.opening("v1"))
                .handle((release, failure) -> Optional.ofNullable(release).map(Release::id))
                .toCompletableFuture()
                .join();
    }

    private Optional<Throwable> openingTrouble() {
        return trouble(fixture.engine().open(EngineFixture.opening("v1")).toCompletableFuture());
    }

    /** Goes on as a script does: with the first failure it stops. */
    private Optional<Throwable> runNodes(ReleaseId release) {
        Optional<Throwable> trouble =
                trouble(fixture.engine().locked(release, NodeConsole.silent()).toCompletableFuture());
        for (NodeOrder order : List.of(backup(), deploy(), migrate())) {
            if (trouble.isPresent()) {
                return trouble;
            }
            int before = fixture.platform().starts().size();
            CompletableFuture<Node> node = fixture.run(release, order).toCompletableFuture();
            awaitUntil(() -> node.isDone() || fixture.platform().starts().size() > before);
            endWhatWasStarted();
            trouble = trouble(node);
        }
        return trouble;
    }

    private void endWhatWasStarted() {
        List<OperationRequest> starts = fixture.platform().starts();
        for (int i = 0; i < starts.size(); i++) {
            fixture.platform().end(starts.get(i).resource() + "-" + (i + 1), OperationPhase.SUCCEEDED);
        }
    }

    private static Optional<Throwable> trouble(CompletableFuture<?> stage) {
        awaitUntil(stage::isDone);
        try {
            stage.join();
            return Optional.empty();
        } catch (CompletionException failed) {
            return Optional.of(failed.getCause());
        }
    }

    /** What was asked of the platform stood on the disk before. */
    private void assertThatAllIsOnRecord(ReleaseId release, List<OperationRequest> asked) {
        EnvironmentLedger ledger = fixture.engine().ledger().environment("production");
        assertThat(ledger.events(release.number()).stream()
                        .filter(ReleaseEvent.NodeIntended.class::isInstance)
                        .map(intent -> ((ReleaseEvent.NodeIntended) intent).request()))
                .containsAll(asked);
        assertThat(ledger.events(release.number())).noneMatch(event -> event instanceof ReleaseEvent.Unreadable);
    }

    private static void assertThatItIsTrue(Throwable failure, String event, List<OperationRequest> asked) {
        assertThat(failure)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("events.jsonl: out of disk space")
                .hasMessageContaining("ake room");
        String message = failure.getMessage();
        switch (event.split(" ")[0]) {
            case "lock-taken" -> assertThat(message).contains("Nothing was started");
            case "planned", "pin", "intended" -> assertThat(message).contains("The platform was not asked to do it");
            case "started" ->
                assertThat(message)
                        .contains(
                                asked.get(asked.size() - 1).resource() + "-" + asked.size(),
                                "was started, or found, on the platform",
                                "The release stays open");
            default -> assertThat(message).contains("may be under way or done", "The release stays open");
        }
        if (!message.contains("The release stays open")) {
            int done = List.of("backup", "deployment", "migration").indexOf(event.replaceFirst(".* ", ""));
            assertThat(asked).hasSize(Math.max(0, done));
        }
    }

    private void assertThatTheRecordAgreesWithThePlatform(ReleaseId id, List<OperationRequest> asked) {
        Release release = fixture.release(id);
        assertThat(fixture.platform().starts())
                .as("nothing is started once the script has failed")
                .isEqualTo(asked);
        assertThat(asked.stream().filter(JobRunRequest.class::isInstance)).hasSizeLessThanOrEqualTo(1);
        List<Node> nodes = release.nodeList();
        for (int i = 0; i < nodes.size(); i++) {
            assertThat(nodes.get(i).state())
                    .as(nodes.get(i).toString())
                    .isEqualTo(i < asked.size() ? NodeState.COMPLETED : NodeState.ABORTED);
        }
        assertThat(release.state()).isIn(ReleaseState.FAILED, ReleaseState.ABORTED, ReleaseState.RELEASED);
        if (asked.size() < 3) {
            assertThat(release.state()).isNotEqualTo(ReleaseState.RELEASED);
        }
        assertThat(opened()).get().satisfies(next -> assertThat(
                        join(fixture.engine().locked(next, NodeConsole.silent()))
                                .state())
                .isEqualTo(ReleaseState.RUNNING));
    }

    private static NodeOrder backup() {
        return order("n1", new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()));
    }

    private static NodeOrder deploy() {
        BuildSelector latest = new BuildSelector(
                "shop-build", Optional.of("main"), Optional.empty(), BuildSelector.LATEST, Optional.empty());
        return order(
                "n2", new NodeWork.DeployBuild(Target.job("migrate"), latest, Optional.empty(), NodeKind.DEPLOY_BUILD));
    }

    private static NodeOrder migrate() {
        return order("n3", new NodeWork.RunJob("migrate", Optional.empty(), Map.of()));
    }

    private static NodeOrder order(String node, NodeWork work) {
        return new NodeOrder(node, work, NodeTerms.of(Duration.ofMinutes(1), OnAbort.DETACH));
    }
}
