package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do with a whole release: abort it with a choice for the work outside, and describe it anew. */
@Timeout(60)
class AbortedReleaseTest {
    private static final Decision ANN = new Decision("ann", "wrong version");

    @TempDir
    private Path home;

    private EngineFixture given;

    @BeforeEach
    void start() {
        given = new EngineFixture(home);
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @Test
    void aMigrationThatWouldGoOnIsStoppedWhereSomebodySaysSo() {
        ReleaseId release = given.open("v1");
        CompletionStage<Node> migration = running(release, OnAbort.DETACH);

        assertThat(join(given.engine().abort(release, Optional.of(OnAbort.STOP), ANN)))
                .isEqualTo(1);

        Node ended = join(migration);
        assertThat(ended.state()).isEqualTo(NodeState.ABORTED);
        assertThat(ended.failure().orElseThrow().message()).contains("Aborted by ann: wrong version");
        assertThat(given.platform().stopped())
                .extracting(OperationReference::id)
                .containsExactly("migrate-1");
    }

    @Test
    void aMigrationThatWouldBeStoppedGoesOnWhereSomebodySaysSo() {
        ReleaseId release = given.open("v1");
        CompletionStage<Node> migration = running(release, OnAbort.STOP);

        join(given.engine().abort(release, Optional.of(OnAbort.DETACH), ANN));

        assertThatThrownBy(() -> join(migration)).hasRootCauseInstanceOf(DetachedException.class);
        assertThat(given.platform().stopped()).isEmpty();
        given.platform().end("migrate-1", OperationPhase.SUCCEEDED);
        given.awaitNode(release, "n1", NodeState.COMPLETED);
    }

    @Test
    void withoutAChoiceItsStepDecides() {
        ReleaseId release = given.open("v1");
        CompletionStage<Node> migration = running(release, OnAbort.DETACH);

        join(given.engine().abort(release, Optional.empty(), ANN));

        assertThatThrownBy(() -> join(migration)).hasRootCauseInstanceOf(DetachedException.class);
        assertThat(given.platform().stopped()).isEmpty();
    }

    @Test
    void workThatWasLetGoOnIsStoppedLater() {
        ReleaseId release = given.open("v1");
        CompletionStage<Node> migration = running(release, OnAbort.DETACH);
        given.engine().abort(release, "n1", "The build was stopped");
        assertThatThrownBy(() -> join(migration)).hasRootCauseInstanceOf(DetachedException.class);

        join(given.engine().abort(release, Optional.of(OnAbort.STOP), ANN));

        Node ended = given.awaitNode(release, "n1", NodeState.ABORTED);
        assertThat(ended.notes()).contains("Aborted by ann: wrong version");
        assertThat(given.platform().stopped()).hasSize(1);
    }

    @Test
    void nothingIsThereToAbortWhereNothingRuns() {
        ReleaseId release = given.open("v1");

        assertThat(join(given.engine().abort(release, Optional.empty(), ANN))).isZero();
        assertThat(join(given.engine().abort(new ReleaseId("production", 99), Optional.empty(), ANN)))
                .isZero();
    }

    /** A resumed build can be stopped before its step has asked for its node again. */
    @Test
    void aNodeIsEndedAlsoWhereItsReleaseIsNotTakenUpYetAfterARestart() throws Exception {
        ReleaseId release = given.open("v1");
        running(release, OnAbort.DETACH);
        given.restart();

        given.engine().abort(release, "n1", "The build was stopped");
        given.awaitTaken();
        CompletionStage<Node> resumed = order(release, OnAbort.DETACH);

        assertThatThrownBy(() -> join(resumed)).hasRootCauseInstanceOf(DetachedException.class);
    }

    @Test
    void aWholeReleaseIsEndedAlsoWhereItIsNotTakenUpYetAfterARestart() {
        ReleaseId release = given.open("v1");
        running(release, OnAbort.DETACH);
        given.restart();

        assertThat(join(given.engine().abort(release, Optional.of(OnAbort.STOP), ANN)))
                .isEqualTo(1);

        given.awaitNode(release, "n1", NodeState.ABORTED);
        assertThat(given.platform().stopped())
                .extracting(OperationReference::id)
                .containsExactly("migrate-1");
    }

    @Test
    void anAbortThatCouldNotBeRecordedIsCarriedOutWhenTheRecordCanBeWrittenAgain() throws Exception {
        ReleaseId release = given.open("v1");
        running(release, OnAbort.DETACH);
        EngineFixture.Repair repair = given.breakRecord(release);

        CompletionStage<Void> left =
                given.engine().leave(release, ReleaseState.ABORTED, "stopped", Optional.of("The build was stopped"));
        assertThatThrownBy(() -> join(left)).hasRootCauseInstanceOf(IOException.class);
        repair.run();

        EngineFixture.awaitUntil(() -> given.node(release, "n1").notes().stream()
                .anyMatch(note -> note.startsWith("The build was stopped; migrate-1 goes on")));
        EngineFixture.awaitUntil(() -> given.engine().hasDetached(release));
    }

    @Test
    void aReleaseIsDescribedAnewWhileItRunsAndAfterItsEnd() {
        ReleaseId id = given.open("v1");

        join(given.engine().describe(id, "Adds invoices", "ann"));
        assertThat(given.release(id).description()).isEqualTo("Adds invoices");
        Release ended = join(given.engine().close(id, ReleaseState.RELEASED, ""));
        assertThat(ended.description()).isEqualTo("Adds invoices");

        join(given.engine().describe(id, "Adds invoices, see T-7", "bob"));
        given.restart();
        Release known = given.release(id);
        assertThat(known.description()).isEqualTo("Adds invoices, see T-7");
        assertThat(known.state()).isEqualTo(ReleaseState.RELEASED);
        assertThat(known.endedAt()).isEqualTo(ended.endedAt());
    }

    @Test
    void aDescriptionIsBoundedAndNeedsARelease() {
        ReleaseId id = given.open("v1");

        assertThatThrownBy(() -> join(given.engine().describe(id, "x".repeat(2001), "ann")))
                .hasMessageContaining("description: has 2001 characters, and 2000 are the most");
        assertThatThrownBy(() -> join(given.engine().describe(new ReleaseId("production", 99), "x", "ann")))
                .hasMessageContaining("there is no release production #99");
    }

    private CompletionStage<Node> running(ReleaseId release, OnAbort onAbort) {
        CompletionStage<Node> node = order(release, onAbort);
        given.awaitReference(release, "n1");
        return node;
    }

    private CompletionStage<Node> order(ReleaseId release, OnAbort onAbort) {
        return given.run(
                release,
                new NodeOrder(
                        "n1",
                        new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                        NodeTerms.of(Duration.ofMinutes(5), onAbort)));
    }
}
