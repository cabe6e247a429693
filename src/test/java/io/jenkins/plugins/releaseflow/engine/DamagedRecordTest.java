package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.BackupType;
import io.jenkins.plugins.releaseflow.release.Compression;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A line of a record that can't be read, whichever it is and whatever befell it, has no migration run twice and no lock given away. */
@Timeout(60)
class DamagedRecordTest {
    /** What a release has on record while its migration runs. */
    private static final int LINES = 9;

    private static final Decision ANN = new Decision("ann", "looked on the platform");

    /** What befell a line. */
    private enum Damage {
        OVERWRITTEN(line -> "x".repeat(line.length())),
        ZEROED(line -> "\0".repeat(line.length())),
        CUT_SHORT(line -> line.substring(0, line.length() / 2)),
        WITHOUT_CONTENT(line -> line.replaceFirst(",\"event\".*", "}")),
        OF_A_LATER_VERSION(
                line -> line.replace("\"v\":1", "\"v\":2").replaceFirst("\"event\":\"", "\"event\":\"later-")),
        WITH_LATER_WORDS(line -> line.replaceAll("\"(type|kind|state)\":\"", "\"$1\":\"later-"));

        private final UnaryOperator<String> change;

        Damage(UnaryOperator<String> change) {
            this.change = change;
        }
    }

    @TempDir
    private Path home;

    private EngineFixture fixture;

    @BeforeEach
    void start() {
        fixture = new EngineFixture(home);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    static Stream<Arguments> damages() {
        return Stream.of(Damage.values())
                .flatMap(damage -> IntStream.rangeClosed(1, LINES).boxed().flatMap(line -> Stream.of(true, false)
                        .map(back -> Arguments.of(damage, line, back))));
    }

    @ParameterizedTest(name = "line {1} {0}, build comes back: {2}")
    @MethodSource("damages")
    void aLineThatCannotBeReadHasNothingStartedAgain(Damage damage, int line, boolean buildComesBack)
            throws IOException {
        ReleaseId release = runningMigration();
        List<String> lines = new ArrayList<>(Files.readAllLines(record(release)));
        assertThat(lines).hasSize(LINES);
        lines.set(line - 1, damage.change.apply(lines.get(line - 1)));

        assertThatNothingIsStartedAgain(release, lines, buildComesBack);
    }

    static Stream<Arguments> pairs() {
        return IntStream.range(1, LINES).boxed().flatMap(line -> Stream.of(
                        "glued together", "lost together", "lost one by one")
                .map(damage -> Arguments.of(damage, line)));
    }

    @ParameterizedTest(name = "lines {1} and the next {0}")
    @MethodSource("pairs")
    void twoLinesThatCannotBeReadHaveNothingStartedAgain(String damage, int line) throws IOException {
        ReleaseId release = runningMigration();
        List<String> lines = new ArrayList<>(Files.readAllLines(record(release)));
        String second = lines.remove(line);
        String first = lines.remove(line - 1);
        switch (damage) {
            case "glued together" -> lines.add(line - 1, first + second);
            case "lost together" -> lines.add(line - 1, "\0".repeat(100));
            default -> lines.addAll(line - 1, List.of("?", "?"));
        }

        assertThatNothingIsStartedAgain(release, lines, true);
    }

    private void assertThatNothingIsStartedAgain(ReleaseId release, List<String> lines, boolean buildComesBack)
            throws IOException {
        fixture.close();
        String damaged = String.join("\n", lines) + "\n";
        Files.writeString(record(release), damaged);
        fixture.platform().end("migrate-2", OperationPhase.SUCCEEDED);
        fixture = fixture.again();
        if (buildComesBack) {
            join(fixture.engine().locked(release, NodeConsole.silent()));
            fixture.run(release, backup());
            fixture.run(release, migrate());
        } else {
            join(fixture.engine().recover(origin -> false));
        }
        CompletionStage<Release> next =
                join(fixture.engine().open(EngineFixture.opening("next")).thenApply(opened -> fixture.engine()
                        .locked(opened.id(), NodeConsole.silent())));
        awaitUntil(() -> Stream.of("n1", "n2").allMatch(node -> fixture.release(release)
                .node(node)
                .filter(known -> known.state() == NodeState.COMPLETED || known.state() == NodeState.IN_DOUBT)
                .isPresent()));

        assertThat(fixture.platform().starts()).as("starts").hasSize(2);
        assertThat(Files.readString(record(release))).startsWith(damaged);
        boolean undecided =
                fixture.release(release).nodeList().stream().anyMatch(node -> node.state() == NodeState.IN_DOUBT);
        if (undecided) {
            assertThat(fixture.release(release).state()).isEqualTo(ReleaseState.RUNNING);
            assertThat(next.toCompletableFuture()).isNotDone();
        }
        assertThat(fixture.release(release).state()).isNotEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void aLaterVersionsOperationIsWatchedOnAndTheReleaseEndsAsWhatItCameTo() throws IOException {
        ReleaseId release = runningMigration();
        fixture.close();
        Files.writeString(record(release), Files.readString(record(release)).replace("\"jobRun\"", "\"later\""));
        fixture = fixture.again();

        join(fixture.engine().recover(origin -> false));
        fixture.platform().end("migrate-2", OperationPhase.FAILED);
        Node migration = fixture.awaitNode(release, "n2", NodeState.FAILED);

        assertThat(migration.failure().orElseThrow().message()).contains("migrate-2 failed on the platform");
        awaitUntil(() -> !fixture.release(release).isOpen());
        assertThat(fixture.platform().starts()).hasSize(2);
    }

    @Test
    void aLaterVersionsIntentIsAskedAboutAndSaysWhichLineAndWhy() throws IOException {
        ReleaseId release = runningMigration();
        fixture.close();
        List<String> lines = Files.readAllLines(record(release));
        Files.writeString(
                record(release),
                String.join("\n", lines.subList(0, LINES - 1)).replace("\"jobRun\"", "\"later\"") + "\n");
        fixture = fixture.again();
        CompletionStage<Release> closed =
                fixture.engine().close(release, ReleaseState.ABORTED, "the build did not come back");

        awaitUntil(() -> String.join("\n", fixture.console()).isEmpty()
                && fixture.node(release, "n2").state() == NodeState.IN_DOUBT);
        assertThat(fixture.node(release, "n2").failure().orElseThrow().message())
                .contains("Line 8 of the record (node-intended) can't be read", "\"later\", which is not known");
        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "n2", new Resolution.RunAgain(), ANN)))
                .hasMessageContaining("'again' is not possible");
        assertThatThrownBy(() -> join(fixture.engine().resolve(release, "n2", new Resolution.Adopt("migrate-2"), ANN)))
                .hasMessageContaining("'adopt' is not possible");
        assertThat(closed.toCompletableFuture()).isNotDone();
        join(fixture.engine().resolve(release, "n2", new Resolution.MarkCompleted(), ANN));

        assertThat(join(closed).node("n2").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(fixture.platform().starts()).hasSize(2);
    }

    @Test
    void whenSomebodyHasLookedAtADamagedLineTheReleaseGoesOn() throws IOException {
        ReleaseId release = fixture.open("v1");
        fixture.close();
        Files.writeString(record(release), Files.readString(record(release)) + "damage\n");
        fixture = fixture.again();
        join(fixture.engine().locked(release, NodeConsole.silent()));
        CompletionStage<Node> first = fixture.run(release, migrate());
        fixture.awaitNode(release, "n2", NodeState.IN_DOUBT);
        assertThat(fixture.platform().starts()).isEmpty();

        join(fixture.engine().resolve(release, "line-3", new Resolution.MarkCompleted(), ANN));
        join(fixture.engine().resolve(release, "n2", new Resolution.RunAgain(), ANN));
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(first).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(join(fixture.engine().close(release, ReleaseState.RELEASED, ""))
                        .state())
                .isEqualTo(ReleaseState.RELEASED);
    }

    @Test
    void aTornLastLineIsTheOneThatIsPassedOver() throws IOException {
        ReleaseId release = fixture.open("v1");
        fixture.close();
        Files.writeString(
                record(release),
                Files.readString(record(release)) + "{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"node-in");
        fixture = fixture.again();
        join(fixture.engine().locked(release, NodeConsole.silent()));
        CompletionStage<Node> migration = fixture.run(release, migrate());
        awaitUntil(() -> fixture.platform().starts().size() == 1);
        fixture.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        assertThat(join(migration).state()).isEqualTo(NodeState.COMPLETED);
        assertThat(fixture.release(release).nodeList()).hasSize(1);
    }

    /** A release with a completed backup and a migration at work. */
    private ReleaseId runningMigration() {
        ReleaseId release = fixture.open("v1");
        CompletionStage<Node> backup = fixture.run(release, backup());
        fixture.awaitReference(release, "n1");
        fixture.platform().end("orders-1", OperationPhase.SUCCEEDED);
        join(backup);
        fixture.run(release, migrate());
        fixture.awaitReference(release, "n2");
        assertThat(fixture.platform().starts()).hasSize(2).element(1).isInstanceOf(JobRunRequest.class);
        return release;
    }

    private Path record(ReleaseId release) {
        return home.resolve("environments/production/releases/" + release.number() + "/events.jsonl");
    }

    private static NodeOrder backup() {
        return new NodeOrder(
                "n1",
                new NodeWork.Backup("orders", BackupType.DUMP, Compression.GZ, Optional.empty()),
                NodeTerms.of(Duration.ofMinutes(1), OnAbort.STOP));
    }

    private static NodeOrder migrate() {
        return new NodeOrder(
                "n2",
                new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                new NodeTerms(Duration.ofMinutes(2), OnAbort.DETACH, OnInDoubt.ASK, 0));
    }
}
