package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.DetachedException;
import io.jenkins.plugins.releaseflow.engine.NodeConsole;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.ReleaseOpening;
import io.jenkins.plugins.releaseflow.platform.Platform;
import io.jenkins.plugins.releaseflow.platform.northflank.PlatformCall.Role;
import io.jenkins.plugins.releaseflow.platform.northflank.PlatformFault.Carried;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.Failure;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.PlatformAnswer;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every request that a release makes meets every fault, once and from then on: the release ends or is in doubt, nothing runs twice, and the record says what the
 * platform says.
 */
@Timeout(60)
class PlatformFaultsTest {
    private static final NodeTerms TERMS = new NodeTerms(Duration.ofHours(1), OnAbort.DETACH, OnInDoubt.FAIL, 0);
    private static final NodeTerms STOPPED = new NodeTerms(Duration.ofHours(1), OnAbort.STOP, OnInDoubt.FAIL, 0);
    /** Passes in half a second here. */
    private static final NodeTerms SHORT = new NodeTerms(Duration.ofSeconds(25), OnAbort.DETACH, OnInDoubt.FAIL, 0);

    private static final AtomicInteger COUNT = new AtomicInteger();

    private static FaultyShop shop;

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        shop = FaultyShop.start(directory);
    }

    @AfterAll
    static void close() throws IOException {
        System.out.println("Faults: " + COUNT + " combinations of " + PlatformCall.values().length
                + " kinds of requests and " + PlatformFault.values().length + " faults");
        shop.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(PlatformCall.values())
                .flatMap(call -> Stream.of(PlatformFault.values()).map(fault -> Arguments.of(call, fault)));
    }

    @ParameterizedTest(name = "{0} meets {1} once")
    @MethodSource("faults")
    void oneFault(PlatformCall call, PlatformFault fault) {
        Outcome outcome = release(call, fault, 1);

        if (call.role() != Role.STOP) {
            assertThat(outcome.node().state()).as(outcome.toString()).isEqualTo(afterOne(call, fault));
        }
        if (fault == PlatformFault.STATUS_429_RETRY_AFTER && call.role() != Role.LOG && call.role() != Role.STOP) {
            assertThat(shop.executor().takePauses()).anyMatch(pause -> pause.toSeconds() >= PlatformFault.RETRY_AFTER);
        }
    }

    private static NodeState afterOne(PlatformCall call, PlatformFault fault) {
        boolean nothingThere = call.isDeployment() && fault == PlatformFault.STATUS_404;
        return switch (call.role()) {
            case BEFORE -> fault.isPassing() || nothingThere ? NodeState.COMPLETED : NodeState.FAILED;
            case START -> afterOneOfAStart(call, fault);
            case FIND -> fault.isPassing() || nothingThere ? NodeState.COMPLETED : NodeState.IN_DOUBT;
            default -> NodeState.COMPLETED;
        };
    }

    /** A backup has its name and a deployment its pin, so either can be asked for again; a run of a job and a restore have nothing. */
    private static NodeState afterOneOfAStart(PlatformCall call, PlatformFault fault) {
        return switch (fault.carried()) {
            case NEVER -> NodeState.FAILED;
            case PERHAPS_NOT -> call.hasNoKey() ? NodeState.IN_DOUBT : NodeState.COMPLETED;
            default -> NodeState.COMPLETED;
        };
    }

    /** One fault of each kind that makes a difference when it lasts; a start meets them all. */
    static Stream<Arguments> lastingFaults() {
        Set<PlatformFault> different = EnumSet.of(
                PlatformFault.CUT_BEFORE,
                PlatformFault.STATUS_500,
                PlatformFault.STATUS_429,
                PlatformFault.STATUS_401,
                PlatformFault.STATUS_403,
                PlatformFault.STATUS_404);
        return Stream.of(PlatformCall.values()).flatMap(call -> Stream.of(PlatformFault.values())
                .filter(fault -> call.role() == Role.START || different.contains(fault))
                .map(fault -> Arguments.of(call, fault)));
    }

    @ParameterizedTest(name = "{0} meets {1} from then on")
    @MethodSource("lastingFaults")
    void aLastingFault(PlatformCall call, PlatformFault fault) {
        Outcome outcome = release(call, fault, 0);

        if (call.role() != Role.STOP) {
            assertThat(outcome.node().state()).as(outcome.toString()).isEqualTo(afterAll(call, fault));
        }
        if (outcome.node().state() == NodeState.FAILED && call.role() != Role.STOP) {
            assertThatItNamesCallStatusAndRemedy(outcome.node().failure().orElseThrow(), call, fault);
        }
    }

    private static NodeState afterAll(PlatformCall call, PlatformFault fault) {
        boolean nothingThere = call.isDeployment() && fault == PlatformFault.STATUS_404;
        return switch (call.role()) {
            // What is deployed is asked again when the deployment is looked at.
            case BEFORE -> nothingThere ? NodeState.IN_DOUBT : NodeState.FAILED;
            case START ->
                fault.carried() == Carried.OUT
                        ? NodeState.COMPLETED
                        : fault.carried() == Carried.PERHAPS_NOT && call.hasNoKey()
                                ? NodeState.IN_DOUBT
                                : NodeState.FAILED;
            case FIND -> NodeState.IN_DOUBT;
            // The waiting ends with the time limit, and the work's end is recorded when the platform answers again.
            case LOOK -> fault == PlatformFault.STATUS_404 ? NodeState.IN_DOUBT : NodeState.COMPLETED;
            default -> NodeState.COMPLETED;
        };
    }

    private static void assertThatItNamesCallStatusAndRemedy(Failure failure, PlatformCall call, PlatformFault fault) {
        String told = failure.message() + " "
                + failure.answer().map(PlatformAnswer::summary).orElse("");
        assertThat(told).contains(call.method() + " " + call.path().replaceFirst("\\*.*", ""));
        if (fault.status() > 0) {
            assertThat(told).contains(Integer.toString(fault.status()));
        }
        String remedy =
                switch (fault) {
                    case STATUS_401 -> "Check the token";
                    case STATUS_403 -> "Give the role of the connection's token";
                    case STATUS_404 -> "there is no |Check the ids";
                    default -> ".";
                };
        assertThat(failure.message()).containsPattern(remedy).doesNotContain("\n");
    }

    /** What became of a release. */
    private record Outcome(Node node, Map<String, String> started, boolean detached) {}

    /** Runs a release with the one node that makes the call, and compares its record with what the platform shows. */
    private static Outcome release(PlatformCall call, PlatformFault fault, int times) {
        COUNT.incrementAndGet();
        shop.emulator().faults().clear();
        shop.executor().takePauses();
        Map<String, String> before = shop.operations(call);
        Platform platform = fault == PlatformFault.STALL ? shop.hasty() : shop.patient();
        ReleaseEngine engine = shop.engine(platform);
        ReleaseId release = join(engine.open(new ReleaseOpening(
                        "production", ReleaseKind.RELEASE, "v1", "", new Origin("ann", "", "shop", "shop#1", "main"))))
                .id();
        join(engine.locked(release, NodeConsole.silent()));
        if (call.role() == Role.FIND) {
            String start = call.path()
                    .replaceFirst("/v1/projects/shop/jobs/([^/]+)$", "/v1/projects/shop/jobs/$1/runs")
                    .replaceFirst("/restores$", "/backups/*/restore");
            shop.emulator().faults().add(FaultRule.once("POST", start, FaultKind.CUT_AFTER));
        }
        shop.emulator().faults().add(fault.rule(call, times));
        boolean waitsForTheLimit = call.role() == Role.LOOK && times == 0 && fault != PlatformFault.STATUS_404;
        NodeTerms terms = call.role() == Role.STOP ? STOPPED : waitsForTheLimit ? SHORT : TERMS;
        CompletionStage<Node> node =
                engine.run(release, shop.order(call, shop.otherBranch(before), terms), true, NodeConsole.silent());
        if (call.role() == Role.STOP) {
            abortWhenStarted(engine, release, node.toCompletableFuture());
        }
        Optional<Throwable> trouble = join(node.handle((ended, failure) -> Optional.ofNullable(failure)));
        shop.emulator().faults().clear();
        trouble.ifPresent(failure -> assertThat(failure).hasRootCauseInstanceOf(DetachedException.class));
        Release ended = join(engine.close(release, ReleaseState.RELEASED, ""));
        Outcome outcome = new Outcome(ended.node("n1").orElseThrow(), started(before, call), trouble.isPresent());
        assertThatTheRecordAgreesWithThePlatform(ended, outcome, call, fault);
        assertThat(engine.ledger().environment("production").read(1)).contains(ended);
        return outcome;
    }

    private static void abortWhenStarted(ReleaseEngine engine, ReleaseId release, CompletableFuture<Node> node) {
        awaitUntil(() -> node.isDone()
                || engine.ledger()
                        .environment("production")
                        .read(release.number())
                        .flatMap(known -> known.node("n1"))
                        .flatMap(Node::reference)
                        .isPresent());
        engine.abort(release, "n1", "ann stopped it");
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static Map<String, String> started(Map<String, String> before, PlatformCall call) {
        Map<String, String> started = new HashMap<>(shop.operations(call));
        started.keySet().removeAll(before.keySet());
        return started;
    }

    private static void assertThatTheRecordAgreesWithThePlatform(
            Release release, Outcome outcome, PlatformCall call, PlatformFault fault) {
        Node node = outcome.node();
        assertThat(outcome.started()).as("started once at most: %s", node).hasSizeLessThanOrEqualTo(1);
        assertThat(release.state()).as(node.toString()).isEqualTo(expected(node.state()));
        switch (node.state()) {
            case COMPLETED ->
                assertThat(outcome.started().values())
                        .as(node.toString())
                        .singleElement()
                        .asString()
                        .matches("SUCCESS|completed|deployed");
            case ABORTED ->
                assertThat(outcome.started().values())
                        .as(node.toString())
                        .singleElement()
                        .asString()
                        .matches("FAILED|aborted");
            case FAILED -> assertThat(outcome.started()).as(node.toString()).isEmpty();
            default -> assertThat(node.state()).isEqualTo(NodeState.IN_DOUBT);
        }
        node.reference().ifPresent(reference -> assertThat(outcome.started().keySet())
                .as(node.toString())
                .containsExactly(
                        node.request().orElseThrow() instanceof DeploymentRequest deployment
                                ? ((BuildPin) deployment.pin()).buildId()
                                : reference.id()));
        assertThat(node.state() == NodeState.IN_DOUBT && call.role() == Role.START && fault.carried() == Carried.NEVER)
                .isFalse();
    }

    private static ReleaseState expected(NodeState state) {
        return switch (state) {
            case COMPLETED -> ReleaseState.RELEASED;
            case IN_DOUBT -> ReleaseState.IN_DOUBT;
            default -> ReleaseState.FAILED;
        };
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
