package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.NorthflankOnPaper.Fault;
import io.jenkins.plugins.releaseflow.engine.WaitingNodes.Waiting;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for job runs with the real client for Northflank, on a simulated clock. */
class OperationWatcherTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private WaitingNodes waiting;

    @BeforeEach
    void begin() {
        waiting = new WaitingNodes(home);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, COMPLETED", "FAILED, FAILED", "BLOCKED, FAILED"})
    void onlyAnExplicitSuccessIsSuccess(String status, NodeState state) {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        waiting.northflank().end(node.run(), status);
        waiting.time().pass(MINUTE);

        assertThat(node.end().orElseThrow().state()).isEqualTo(state);
    }

    @Test
    void aRunThatDoesNotShowRightAfterItsStartIsWaitedForAMinute() {
        Waiting late = waiting.wait("migrate", "run-1");
        waiting.northflank().forget(late.run());
        waiting.time().pass(Duration.ofSeconds(50));
        assertThat(late.end()).isEmpty();

        waiting.time().pass(Duration.ofSeconds(50));
        NodeEnd end = late.end().orElseThrow();
        assertThat(end.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(end.failure().orElseThrow().message()).contains("run-1 never showed");
    }

    @Test
    void theWaitingNodeSaysWhenItLooksNextWhatIsLeftAndWhenTheLogLastMoved() {
        Waiting node = waiting.wait("migrate", "run-1");
        assertThat(node.watch().status().text(waiting.time().now()))
                .isEqualTo("not looked at yet; next look as soon as there are requests for it, no log line yet");

        waiting.time().pass(Duration.ofMinutes(10).plusSeconds(5));

        assertThat(node.watch().status().text(waiting.time().now()))
                .matches("RUNNING; next look in [0-9.]+ s, 9[0-9]{2} of 1000 requests left this hour,"
                        + " last log line [0-9.]+ s ago");
    }

    @Test
    void theNextLookIsWhenTheNodeSaysSo() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(10));
        Instant promised = node.watch().status().nextLookAt();
        long before = waiting.northflank().requests("/runs");

        waiting.time().pass(Duration.between(waiting.time().now(), promised).minusMillis(1));
        assertThat(waiting.northflank().requests("/runs")).isEqualTo(before);
        waiting.time().pass(Duration.ofMillis(1));
        assertThat(waiting.northflank().requests("/runs")).isEqualTo(before + 1);
    }

    @Test
    void aSilentRunTellsTheSameOnTheConsoleLessAndLessOften() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.northflank().prints(node.run(), Duration.ofDays(1), number -> "never");
        waiting.time().pass(Duration.ofHours(1));

        assertThat(node.console()).hasSizeBetween(5, 8).allSatisfy(line -> assertThat(line)
                .matches("Run job migrate: after .* still RUNNING; next look in .* requests left this hour,"
                        + " no log line yet"));
    }

    @Test
    void troubleIsToldOnceAndSoIsItsEnd() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        waiting.northflank().cutConnections(true);
        waiting.time().pass(Duration.ofMinutes(20));
        assertThat(node.watch().status().text(waiting.time().now()))
                .contains("; the last look failed: No answer to GET");
        waiting.northflank().cutConnections(false);
        waiting.time().pass(Duration.ofMinutes(2));

        assertThat(node.console().stream().filter(line -> line.contains("the connection broke")))
                .hasSize(1);
        assertThat(node.console().stream().filter(line -> line.contains("the platform answers again")))
                .hasSize(1);
        assertThat(node.end()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void serverErrorsAreTriedAgainWithGrowingPauses(int status) {
        waiting.wait("migrate", "run-1");
        waiting.northflank().answerAll(Optional.of(new Fault(status, Map.of())));
        waiting.time().pass(Duration.ofMinutes(10));

        // After 4, 8, 16 and 32 s, then each minute.
        assertThat(waiting.northflank().requests().size()).isBetween(12, 15);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void noRequestIsSentBeforeThePlatformWantsOne(int status) {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofSeconds(10));
        waiting.northflank().answerAll(Optional.of(new Fault(status, Map.of("retry-after", "600"))));
        waiting.time().pass(Duration.ofSeconds(10));
        waiting.northflank().answerAll(Optional.empty());
        int before = waiting.northflank().requests().size();

        waiting.watchers().wake();
        waiting.time().pass(Duration.ofMinutes(9));
        assertThat(waiting.northflank().requests()).hasSize(before);

        waiting.northflank().end(node.run(), "SUCCESS");
        waiting.time().pass(Duration.ofMinutes(2));
        assertThat(node.end()).isPresent();
    }

    @Test
    void wordFromThePlatformEndsTheNodeWithinARoundTripForTheStateOneForTheContainersAndOneForTheLog() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(30).plusSeconds(3));
        waiting.northflank().end(node.run(), "SUCCESS");

        waiting.watchers().wake("migrate");
        waiting.time().pass(NorthflankOnPaper.ROUND_TRIP.multipliedBy(2));
        assertThat(node.watch().status().platformState()).isEqualTo("SUCCESS");
        waiting.time().pass(NorthflankOnPaper.ROUND_TRIP);
        assertThat(node.end().orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(node.shown()).hasSize(180).endsWith("line 180");
    }

    @Test
    void manyWordsAtOnceMakeOneLookAndOneMoreAfterIt() {
        waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(30).plusSeconds(3));
        long before = waiting.northflank().requests("/runs");

        for (int word = 0; word < 100; word++) {
            waiting.watchers().wake("migrate");
            waiting.time().pass(Duration.ofMillis(1));
        }
        waiting.time().pass(Duration.ofSeconds(1));

        assertThat(waiting.northflank().requests("/runs") - before).isEqualTo(2);
    }

    @Test
    void aFloodOfWordsLeavesMostOfTheRequests() {
        waiting.wait("migrate", "run-1");
        for (int second = 0; second < 3599; second++) {
            waiting.watchers().wake();
            waiting.time().pass(Duration.ofSeconds(1));
        }

        assertThat(waiting.northflank().requests().size()).isLessThanOrEqualTo(450);
    }

    @Test
    void wordOfWhatNobodyWaitsForCostsNothing() {
        waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(30).plusSeconds(3));
        int before = waiting.northflank().requests().size();

        waiting.watchers().wake("another-job");
        waiting.time().pass(Duration.ofSeconds(1));

        assertThat(waiting.northflank().requests()).hasSize(before);
    }

    @Test
    void wordThatComesBeforeThePlatformShowsTheEndIsFollowedByASecondLook() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(30).plusSeconds(3));
        waiting.watchers().wake("migrate");
        waiting.time().pass(Duration.ofSeconds(1));
        waiting.northflank().end(node.run(), "SUCCESS");

        waiting.time().pass(Duration.ofSeconds(5));
        assertThat(node.end()).isPresent();
    }

    @Test
    void onceThePlatformAnnouncedAnEndPollingIsASafetyNetUntilAnEndComesUnannounced() {
        Waiting first = waiting.wait("first", "run-1");
        Waiting second = waiting.wait("second", "run-2");
        waiting.wait("third", "run-3");
        waiting.time().pass(Duration.ofMinutes(10));
        assertThat(looksAtThirdIn(Duration.ofMinutes(20))).isGreaterThanOrEqualTo(18);

        waiting.northflank().end(first.run(), "SUCCESS");
        waiting.watchers().wake("first");
        waiting.time().pass(Duration.ofMinutes(2));
        assertThat(first.end()).isPresent();
        assertThat(looksAtThirdIn(Duration.ofMinutes(30))).isBetween(5L, 7L);

        waiting.northflank().end(second.run(), "SUCCESS");
        waiting.time().pass(Duration.ofMinutes(6));
        assertThat(second.end()).as("found by the safety net").isPresent();
        assertThat(looksAtThirdIn(Duration.ofMinutes(20))).isGreaterThanOrEqualTo(18);
    }

    private long looksAtThirdIn(Duration length) {
        long before = waiting.northflank().requests("/third/runs");
        waiting.time().pass(length);
        return waiting.northflank().requests("/third/runs") - before;
    }

    @Test
    void logsGoOnWhilePollingIsASafetyNet() {
        Waiting first = waiting.wait("first", "run-1");
        Waiting second = waiting.wait("second", "run-2");
        waiting.time().pass(MINUTE);
        waiting.northflank().end(first.run(), "SUCCESS");
        waiting.watchers().wake("first");
        waiting.time().pass(Duration.ofMinutes(9));
        int before = second.shown().size();

        waiting.time().pass(Duration.ofMinutes(3));

        assertThat(second.shown().size()).isGreaterThanOrEqualTo(before + 10);
    }

    @Test
    void aNodeThatNobodyWaitsForAnyMoreCostsNothing() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(5));
        waiting.northflank().end(node.run(), "SUCCESS");
        waiting.time().pass(Duration.ofMinutes(5));
        List<String> before = List.copyOf(waiting.northflank().requests());

        waiting.time().pass(Duration.ofHours(2));
        waiting.watchers().wake();
        waiting.time().pass(MINUTE);

        assertThat(waiting.northflank().requests()).isEqualTo(before);
    }
}
