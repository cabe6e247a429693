package io.jenkins.plugins.releaseflow.platform.northflank;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.platform.LogChunk;
import io.jenkins.plugins.releaseflow.platform.LogPosition;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.SharedBudget;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.Shop;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.UndocumentedAnswers;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.UndocumentedAnswers.ErrorForm;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultKind;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.RunStatus;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.BuildPin;
import io.jenkins.plugins.releaseflow.release.DeploymentRequest;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.OperationRequest;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where Northflank does not say how it answers, the client works with each way. */
class UndocumentedAnswersTest {
    /** The ways that the emulator can answer. */
    enum Way {
        USUAL(UndocumentedAnswers.usual(), RunStatus.FAILED),
        OTHER(UndocumentedAnswers.other(ErrorForm.FLAT), RunStatus.SUCCESS),
        OTHER_WITH_EMPTY_ERRORS(UndocumentedAnswers.other(ErrorForm.EMPTY), RunStatus.RUNNING);

        private final UndocumentedAnswers answers;
        private final RunStatus ofAborted;

        Way(UndocumentedAnswers answers, RunStatus ofAborted) {
            this.answers = answers;
            this.ofAborted = ofAborted;
        }
    }

    /** A shop that answers in one way, with two builds of which the first is on its job. */
    private record Place(Shop shop, BuildPin first, BuildPin second) {
        static Place open(Way way, Path directory) throws IOException {
            Shop shop = new Shop(Files.createDirectory(directory.resolve(way.name())))
                    .with(Shop.QUICK.withUndocumented(way.answers).withAbortedRunStatus(way.ofAborted));
            String one = shop.commit("one");
            shop.start();
            shop.deployJob(one);
            String two = shop.commit("two");
            return new Place(shop, pin(shop, one), pin(shop, two));
        }

        private static BuildPin pin(Shop shop, String commit) {
            return new BuildPin("shop-build", shop.built(commit).path("id").asText(), commit, "main");
        }

        NorthflankPlatform platform() {
            return NorthflankPlatform.connect(
                    new NorthflankConnectionSettings(shop.emulator().address(), Optional.empty(), "shop"),
                    () -> shop.emulator().token(),
                    Given.http(),
                    Clock.systemUTC());
        }

        NorthflankTransport transport() {
            return new NorthflankTransport(
                    shop.emulator().address(),
                    () -> shop.emulator().token(),
                    Given.http(),
                    Clock.systemUTC(),
                    NorthflankTransport.TIMEOUT,
                    new SharedBudget());
        }
    }

    private static final List<Place> PLACES = new ArrayList<>();

    @BeforeAll
    static void open(@TempDir Path directory) throws IOException {
        for (Way way : Way.values()) {
            PLACES.add(Place.open(way, directory));
        }
    }

    @AfterAll
    static void close() {
        PLACES.forEach(place -> place.shop().close());
        PLACES.clear();
    }

    @AfterEach
    void forgetFaults() {
        PLACES.forEach(place -> place.shop().emulator().faults().clear());
    }

    private static Place place(Way way) {
        return PLACES.get(way.ordinal());
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatGoesOnHasNotEndedWhateverItSays(Way way) {
        NorthflankPlatform platform = place(way).platform();
        OperationReference run = start(platform, run("exec tail -f /dev/null"));
        OperationStatus status = Given.answer(platform.observe(Set.of(run))).get(run);
        assertThat(status.phase()).isEqualTo(OperationPhase.RUNNING);
        assertThat(status.endedAt()).isEmpty();
        Given.answer(platform.stop(run));
        assertThat(Given.end(platform, run).endedAt()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void anAbortedRunIsNeverASuccess(Way way) {
        NorthflankPlatform platform = place(way).platform();
        OperationReference run = start(platform, run("exec tail -f /dev/null"));
        Given.answer(platform.stop(run));
        OperationStatus end = Given.end(platform, run);
        assertThat(end.phase()).isEqualTo(OperationPhase.STOPPED);
        assertThat(end.facts()).containsEntry(OperationStatus.EXIT_REASON, OperationStatus.ABORTED);
        OperationReference good = start(platform, run("true"));
        assertThat(Given.end(platform, good).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource
    void aCommandsOutputIsReadFromBothKindsOfFrames(Way way) {
        NorthflankExec.Ended ended = Given.answer(place(way)
                .transport()
                .exec()
                .run("/v1/projects/shop/addons/orders", List.of("sh", "-c", "echo für; echo oh >&2; exit 3")));
        assertThat(ended.out()).isEqualTo("für\n");
        assertThat(ended.err()).isEqualTo("oh\n");
        assertThat(ended.exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aLogIsReadWithoutGapsAndRepetitions(Way way) {
        NorthflankPlatform platform = place(way).platform();
        OperationReference run = start(platform, run("for n in 1 2 3; do echo line $n; done; sleep 0.3; echo line 4"));
        List<String> lines = new ArrayList<>();
        LogPosition position = LogPosition.start();
        for (boolean ended = false, last = false; !last; ) {
            last = ended;
            LogChunk chunk = Given.answer(platform.log(run, position));
            lines.addAll(chunk.lines());
            position = chunk.next();
            ended = Given.answer(platform.observe(Set.of(run))).get(run).phase().isEnd();
        }
        assertThat(lines).containsExactly("line 1", "line 2", "line 3", "line 4");
    }

    @ParameterizedTest
    @EnumSource
    void theLastLinesAreInTheirOrder(Way way) {
        NorthflankPlatform platform = place(way).platform();
        OperationReference run = start(platform, run("for n in $(seq 20); do echo $n; done"));
        Given.end(platform, run);
        assertThat(Given.answer(platform.lastLines(run, LogPosition.start(), 5)).lines())
                .isEqualTo(IntStream.rangeClosed(16, 20)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsUnderstoodWhateverItsBody(Way way) {
        Map<Integer, PlatformException.Kind> kinds = Map.of(
                403, PlatformException.Kind.FORBIDDEN,
                422, PlatformException.Kind.REJECTED,
                429, PlatformException.Kind.RATE_LIMITED,
                500, PlatformException.Kind.SERVER_ERROR,
                503, PlatformException.Kind.SERVER_ERROR);
        kinds.forEach((status, kind) -> {
            place(way)
                    .shop()
                    .emulator()
                    .faults()
                    .add(FaultRule.once("POST", "*/runs", FaultKind.STATUS).status(status));
            PlatformException trouble = Given.trouble(place(way)
                    .platform()
                    .start(run("true"), Given.answer(place(way).platform().baseline(run("true")))));
            assertThat(trouble.kind()).isEqualTo(kind);
            assertThat(trouble).hasMessageContaining(status.toString());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"USUAL", "OTHER"})
    void anOldStateIsNotTakenForTheEndOfADeployment(Way way) throws IOException {
        NorthflankPlatform platform = place(way).platform();
        assertThat(Given.end(platform, start(platform, deployment(place(way).first())))
                        .phase())
                .isEqualTo(OperationPhase.SUCCEEDED);
        OperationReference second = start(platform, deployment(place(way).second()));
        assertThat(Given.end(platform, second).phase()).isEqualTo(OperationPhase.SUCCEEDED);
        assertThat(place(way).shop().ask("/")).isEqualTo("two");
    }

    @ParameterizedTest
    @EnumSource(names = {"USUAL", "OTHER"})
    void anImageThatCannotBePulledIsNoSuccess(Way way) {
        NorthflankPlatform platform = place(way).platform();
        DeploymentRequest request =
                new DeploymentRequest(Target.service("web"), new ImagePin("registry.example/none:1"), Optional.empty());
        Baseline baseline = Given.answer(platform.baseline(request));
        if (way == Way.USUAL) {
            assertThat(Given.trouble(platform.start(request, baseline)))
                    .hasMessageContaining("Unable to verify external image");
        } else {
            assertThat(Given.end(platform, Given.answer(platform.start(request, baseline)))
                            .phase())
                    .isEqualTo(OperationPhase.FAILED);
        }
    }

    private static DeploymentRequest deployment(BuildPin pin) {
        return new DeploymentRequest(Target.service("web"), pin, Optional.empty());
    }

    private static JobRunRequest run(String command) {
        return new JobRunRequest("migrate", Optional.of(command), Map.of());
    }

    private static OperationReference start(NorthflankPlatform platform, OperationRequest request) {
        return Given.answer(platform.start(request, Given.answer(platform.baseline(request))));
    }
}
