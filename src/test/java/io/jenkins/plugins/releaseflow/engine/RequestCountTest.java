package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.WaitingNodes.Waiting;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many HTTP requests waiting takes, counted where the real client for Northflank sends them, on a simulated clock. Every run prints a line every ten seconds, and all
 * lines have to arrive.
 */
class RequestCountTest {
    private static final Logger LOGGER = Logger.getLogger(RequestCountTest.class.getName());

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WORK = Duration.ofMinutes(59);

    @TempDir
    private Path home;

    private WaitingNodes waiting;

    @BeforeEach
    void begin() {
        waiting = new WaitingNodes(home);
    }

    /** Looks, logs, and the last lines when all of them end at the end of the hour. */
    @ParameterizedTest
    @CsvSource({"1, 1, 160", "3, 3, 500", "10, 10, 900", "50, 5, 650", "100, 1, 1000", "100, 10, 1000", "100, 100, 1000"
    })
    void anHourOfWaitingStaysWithinTheRequestsOfAToken(int nodes, int jobs, int most) {
        wait(nodes, jobs);

        waiting.time().pass(WORK);
        int looking = waiting.northflank().requests().size();
        long logs = waiting.northflank().requests("/logs");
        endAll();
        waiting.time().pass(HOUR.minus(WORK).minusSeconds(1));
        int all = waiting.northflank().requests().size();
        waiting.time().pass(HOUR);

        LOGGER.info(() -> nodes + " nodes on " + jobs + " jobs for an hour: " + all + " requests, of them "
                + (looking - logs) + " looks, " + logs + " readings of logs while the runs went on, and "
                + (all - looking) + " when they ended");
        assertThat(looking).isLessThanOrEqualTo(800);
        assertThat(all).isLessThanOrEqualTo(most);
        assertThat(waiting.northflank().mostUsed()).isLessThanOrEqualTo(NorthflankOnPaper.LIMIT);
        assertThat(waiting.nodes()).allSatisfy(RequestCountTest::hasEndedWithAllItsLines);
    }

    private void wait(int nodes, int jobs) {
        IntStream.range(0, nodes).forEach(node -> waiting.wait("job-" + node % jobs, "run-" + node));
    }

    private void endAll() {
        waiting.nodes().forEach(node -> waiting.northflank().end(node.run(), "SUCCESS"));
    }

    private static void hasEndedWithAllItsLines(Waiting node) {
        assertThat(node.end().orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        List<String> lines = IntStream.rangeClosed(1, 59 * 6)
                .mapToObj(number -> "line " + number)
                .toList();
        assertThat(node.shown()).isEqualTo(lines);
        assertThat(node.file()).content().hasLineCount(lines.size());
    }

    @Test
    void lookingKeepsToEightyPercentWhenOthersUseHalfOfTheToken() {
        wait(100, 20);
        for (int minute = 0; minute < 60; minute++) {
            waiting.northflank().othersUse(minute < 50 ? 10 : 0);
            waiting.time().pass(Duration.ofMinutes(1));
        }

        LOGGER.info(() -> "100 nodes on 20 jobs for an hour beside 500 requests of others: "
                + waiting.northflank().requests().size() + " requests");
        assertThat(waiting.northflank().requests().size()).isBetween(300, 500);
        // What others used since the answer before is only known once the next one tells.
        assertThat(waiting.northflank().oursAbove(800)).isLessThanOrEqualTo(1);
    }

    @Test
    void lookingStopsAtOnceWhenOthersUseNearlyAll() {
        wait(20, 20);
        waiting.time().pass(Duration.ofMinutes(1));
        waiting.northflank().othersUse(900);
        waiting.time().pass(Duration.ofMinutes(1));
        int before = waiting.northflank().requests().size();

        waiting.time().pass(Duration.ofMinutes(50));

        assertThat(waiting.northflank().requests().size()).isEqualTo(before);
        waiting.time().pass(Duration.ofMinutes(15));
        assertThat(waiting.northflank().requests().size()).isGreaterThan(before);
    }

    @Test
    void projectsWithOneTokenShareItsRequests() {
        for (int node = 0; node < 90; node++) {
            waiting.wait("project-" + node % 3, "job-" + node, "run-" + node);
        }
        waiting.time().pass(HOUR.minusSeconds(1));

        assertThat(waiting.northflank().requests().size()).isBetween(700, 800);
    }

    @Test
    void nodesThatBeginAllTheTimeDoNotMakeTheOldOnesBeLookedAtMoreOften() {
        wait(10, 10);
        waiting.time().pass(Duration.ofMinutes(10));
        long before = waiting.northflank().requests("/job-3/runs");

        for (int node = 0; node < 60; node++) {
            waiting.wait("young", "young-" + node);
            waiting.time().pass(Duration.ofSeconds(5));
        }

        assertThat(waiting.northflank().requests("/job-3/runs") - before).isLessThanOrEqualTo(6);
        waiting.time().pass(Duration.ofMinutes(44));
        assertThat(waiting.northflank().mostUsed()).isLessThanOrEqualTo(800);
    }

    @Test
    void anyNumberOfNodesOnAJobIsOneRequestALook() {
        wait(50, 1);
        waiting.time().pass(Duration.ofSeconds(1));

        // The first begins a look at once; one more follows for those that came during it.
        assertThat(waiting.northflank().requests("/job-0/runs")).isLessThanOrEqualTo(2);
        assertThat(waiting.nodes())
                .allSatisfy(node ->
                        assertThat(node.watch().status().platformState()).isEqualTo("RUNNING"));
    }
}
