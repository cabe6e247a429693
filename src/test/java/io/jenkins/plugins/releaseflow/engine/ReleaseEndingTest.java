package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.RestoreRequest;
import io.jenkins.plugins.releaseflow.release.RollbackCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseEndingTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:00:00Z");

    @ParameterizedTest(name = "script {0}, node {1}: {2}")
    @CsvSource({
        "RELEASED, COMPLETED, RELEASED",
        "RELEASED, SKIPPED, RELEASED",
        "RELEASED, FAILED, FAILED",
        "RELEASED, ABORTED, FAILED",
        "RELEASED, TIMED_OUT, FAILED",
        "RELEASED, IN_DOUBT, IN_DOUBT",
        "RELEASED, RUNNING, IN_DOUBT",
        "FAILED, COMPLETED, FAILED",
        "FAILED, FAILED, FAILED",
        "FAILED, IN_DOUBT, IN_DOUBT",
        "ABORTED, COMPLETED, ABORTED",
        "ABORTED, ABORTED, ABORTED",
        "ABORTED, IN_DOUBT, IN_DOUBT"
    })
    void aReleaseIsOnlyReleasedWhenItsScriptAndAllItsNodesWere(
            ReleaseState script, NodeState node, ReleaseState outcome) {
        assertThat(ReleaseEnding.of(release(node), script, "").outcome()).isEqualTo(outcome);
    }

    @Test
    void aRollbackThatDidNotEndSaysHowFarItCame() {
        Release release = ReleaseFold.next(
                release(NodeState.COMPLETED),
                new ReleaseEvent.RollbackDecided(
                        AT,
                        List.of(call(
                                release(NodeState.COMPLETED).nodeList().get(0).id()))));
        assertThat(ReleaseEnding.of(release, ReleaseState.ABORTED, "The build did not come back")
                        .message())
                .isEqualTo("The build did not come back. All that it had to do was done");
        Release more = ReleaseFold.next(
                release(NodeState.COMPLETED),
                new ReleaseEvent.RollbackDecided(
                        AT,
                        List.of(
                                call(release(NodeState.COMPLETED)
                                        .nodeList()
                                        .get(0)
                                        .id()),
                                call("later"))));
        assertThat(ReleaseEnding.of(more, ReleaseState.ABORTED, "").message())
                .isEqualTo("1 of the 2 things that it had to do were done");
    }

    private static RollbackCall call(String node) {
        return new RollbackCall(node, new RestoreRequest("orders", "b"), "Put the data back");
    }

    @Test
    void aNodeThatFailedAndWasRepeatedWithSuccessDoesNotMakeTheReleaseFail() {
        ReleaseEnding ending =
                ReleaseEnding.of(release(NodeState.FAILED, NodeState.COMPLETED), ReleaseState.RELEASED, "");

        assertThat(ending.outcome()).isEqualTo(ReleaseState.RELEASED);
        assertThat(ending.message()).isEqualTo("Succeeded when tried again: Back up orders");
    }

    @Test
    void anotherCommandOfTheSameJobIsNoSecondTryOfAMigrationThatFailed() {
        String migration = WorkDigest.of(run("migrate", "secret"));
        String harmless = WorkDigest.of(run("echo harmless", "secret"));
        List<ReleaseEvent> events = new ArrayList<>(opened());
        events.addAll(ended("n1", migration, NodeState.FAILED));
        events.addAll(ended("n2", harmless, NodeState.COMPLETED));
        Release other = ReleaseFold.of(new ReleaseId("production", 1), events).orElseThrow();
        events.addAll(ended("n3", WorkDigest.of(run("migrate", "changed")), NodeState.COMPLETED));
        Release repeated =
                ReleaseFold.of(new ReleaseId("production", 1), events).orElseThrow();

        assertThat(ReleaseEnding.of(other, ReleaseState.RELEASED, "").outcome()).isEqualTo(ReleaseState.FAILED);
        assertThat(ReleaseEnding.of(repeated, ReleaseState.RELEASED, "").outcome())
                .isEqualTo(ReleaseState.RELEASED);
    }

    private static NodeWork run(String command, String password) {
        return new NodeWork.RunJob(
                "migrate", Optional.of(command), Map.of("PASSWORD", password), Migration.undeclared());
    }

    private static List<ReleaseEvent> ended(String id, String work, NodeState state) {
        Instant at = AT.plusSeconds(id.charAt(1));
        return List.of(
                new ReleaseEvent.NodePlanned(at, id, NodeKind.RUN_JOB, "Run job migrate", TERMS, "", work),
                new ReleaseEvent.NodeEnded(at, id, state, Map.of(), Optional.empty()));
    }

    @Test
    void aFailedReleaseNamesWhatDidNotComplete() {
        assertThat(ReleaseEnding.of(release(NodeState.FAILED), ReleaseState.FAILED, "")
                        .message())
                .isEqualTo("Did not complete: Back up orders");
    }

    private static final NodeTerms TERMS = NodeTerms.of(Duration.ofMinutes(5), OnAbort.STOP);

    private static List<ReleaseEvent> opened() {
        return List.of(
                new ReleaseEvent.Opened(
                        AT,
                        new ReleaseId("production", 1),
                        ReleaseKind.RELEASE,
                        "",
                        "",
                        new Origin("", "", "shop", "shop#1", "")),
                new ReleaseEvent.LockTaken(AT));
    }

    private static Release release(NodeState... nodes) {
        List<ReleaseEvent> events = new ArrayList<>(opened());
        for (int i = 0; i < nodes.length; i++) {
            String id = "n" + i;
            events.add(new ReleaseEvent.NodePlanned(AT.plusSeconds(i), id, NodeKind.BACKUP, "Back up orders", TERMS));
            if (nodes[i].isEnd()) {
                events.add(new ReleaseEvent.NodeEnded(AT.plusSeconds(i), id, nodes[i], Map.of(), Optional.empty()));
            }
        }
        return ReleaseFold.of(new ReleaseId("production", 1), events).orElseThrow();
    }
}
