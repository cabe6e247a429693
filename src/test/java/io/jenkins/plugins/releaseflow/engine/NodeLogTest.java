package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.NorthflankOnPaper.Fault;
import io.jenkins.plugins.releaseflow.engine.WaitingNodes.Waiting;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of job runs with the real client for Northflank, on a simulated clock. */
class NodeLogTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private WaitingNodes waiting;

    @BeforeEach
    void begin() {
        waiting = new WaitingNodes(home);
    }

    @Test
    void linesComeInOrderWhileTheRunGoesOn() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(5));

        assertThat(node.shown())
                .hasSizeBetween(24, 30)
                .isEqualTo(lines(1, node.shown().size()));
        assertThat(node.file()).content().isEqualTo(String.join("\n", node.shown()) + "\n");
    }

    @Test
    void aLogThatCannotBeReadNowIsReadLaterWithoutAGap() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        waiting.northflank().cutConnections(true);
        waiting.time().pass(Duration.ofMinutes(10));
        waiting.northflank().cutConnections(false);
        waiting.time().pass(Duration.ofMinutes(3));

        assertThat(node.shown().size()).isGreaterThan(75);
        assertThat(node.shown()).isEqualTo(lines(1, node.shown().size()));
    }

    @Test
    void afterARestartTheLogGoesOnWhereItWasLeft() {
        Waiting before = waiting.wait("migrate", "run-1");
        waiting.time().pass(Duration.ofMinutes(5));
        waiting.time().shutdownNow();
        int shown = before.shown().size();

        Waiting after = restarted(before);
        waiting.time().pass(Duration.ofMinutes(5));

        assertThat(after.shown())
                .isEqualTo(lines(shown + 1, shown + after.shown().size()));
        assertThat(after.file())
                .content()
                .isEqualTo(text(1, shown + after.shown().size()));
    }

    @Test
    void aCrashBetweenConsoleAndPositionShowsLinesAgainButLosesAndKeepsNoneTwice() throws IOException {
        Waiting before = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        Path position = home.resolve("run-1.log.position");
        byte[] noted = Files.readAllBytes(position);
        int shownThen = before.shown().size();
        waiting.time().pass(MINUTE);
        waiting.time().shutdownNow();
        Files.write(position, noted);

        Waiting after = restarted(before);
        waiting.time().pass(MINUTE);

        assertThat(after.shown())
                .isEqualTo(lines(shownThen + 1, shownThen + after.shown().size()));
        assertThat(after.file())
                .content()
                .isEqualTo(text(1, shownThen + after.shown().size()));
    }

    @Test
    void aPositionThatIsTornStartsTheLogAnew() throws IOException {
        Waiting before = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        waiting.time().shutdownNow();
        Files.writeString(home.resolve("run-1.log.position"), "");

        Waiting after = restarted(before);
        waiting.time().pass(MINUTE);

        assertThat(after.file()).content().isEqualTo(text(1, after.shown().size()));
    }

    @Test
    void aLogOfTheFirstVersionIsReadOn() throws IOException {
        Waiting before = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        waiting.time().shutdownNow();
        Path position = home.resolve("run-1.log.position");
        Files.writeString(position, Files.readAllLines(position).get(0));
        int shown = before.shown().size();

        Waiting after = restarted(before);
        waiting.time().pass(MINUTE);

        assertThat(after.shown())
                .isEqualTo(lines(shown + 1, shown + after.shown().size()));
    }

    private Waiting restarted(Waiting before) {
        WaitingNodes fresh = waiting.restarted();
        waiting = fresh;
        return fresh.follow("shop", before.run(), LogMask.none());
    }

    @Test
    void variablesAndTheTokenAreInNeitherConsoleNorFileNorFailure() throws IOException {
        Waiting node =
                waiting.follow("shop", waiting.northflank().run("migrate", "run-1"), LogMask.of(List.of("pa55word")));
        waiting.northflank()
                .prints(node.run(), Duration.ofSeconds(10), number -> "psql pa55word nf-token-of-this-test " + number);
        waiting.time().pass(MINUTE);
        waiting.northflank().end(node.run(), "FAILED");
        waiting.time().pass(MINUTE);

        assertThat(node.shown()).first().isEqualTo("psql **** **** 1");
        assertThat(node.file()).content().startsWith("psql **** **** 1\n");
        assertThat(node.end().orElseThrow().failure().orElseThrow().logTail()).contains("psql **** **** 6");
        assertThat(node.console() + Files.readString(node.file()) + node.end()).doesNotContain("pa55word", "nf-token");
    }

    @Test
    void aLogWhoseSecretsAreNotKnownAnyMoreIsNotShown() {
        Waiting node =
                waiting.follow("shop", waiting.northflank().run("migrate", "run-1"), new LogMask(List.of(), false));
        waiting.time().pass(Duration.ofMinutes(5));
        waiting.northflank().end(node.run(), "FAILED");
        waiting.time().pass(MINUTE);

        assertThat(node.shown()).isEmpty();
        assertThat(node.console())
                .filteredOn(line -> line.contains("its log is not shown"))
                .hasSize(1);
        assertThat(node.end().orElseThrow().failure().orElseThrow().logTail()).isEmpty();
        assertThat(waiting.northflank().requests("/logs")).isZero();
    }

    @Test
    void aFailureCarriesTheLastLinesAlsoThoseThatComeALittleLate() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.northflank().prints(node.run(), Duration.ofMillis(500), number -> "line " + number);
        waiting.time().pass(Duration.ofMinutes(2).plusMillis(700));
        waiting.northflank().end(node.run(), "FAILED");
        waiting.watchers().wake("migrate");
        waiting.time().pass(Duration.ofSeconds(2));
        assertThat(node.end()).as("the last lines are waited for").isEmpty();

        waiting.time().pass(Duration.ofSeconds(3));
        assertThat(node.end().orElseThrow().state()).isEqualTo(NodeState.FAILED);
        assertThat(node.end().orElseThrow().failure().orElseThrow().logTail()).isEqualTo(lines(222, 241));
    }

    @Test
    void anEndIsNotHeldUpByALogThatCannotBeRead() {
        Waiting node = waiting.wait("migrate", "run-1");
        waiting.time().pass(MINUTE);
        waiting.northflank().end(node.run(), "SUCCESS");
        waiting.northflank().troubleLogs(Optional.of(new Fault(500, Map.of())));
        waiting.time().pass(MINUTE);
        assertThat(node.end().orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(node.console()).last().asString().contains("the rest of its log can't be read now");

        waiting.northflank().troubleLogs(Optional.empty());
        waiting.time().pass(Duration.ofMinutes(2));
        assertThat(node.shown()).isEqualTo(lines(1, 6));
    }

    /** A line of 100 characters each tenth of a millisecond: a gigabyte in less than 20 minutes. */
    @Test
    void aJobThatPrintsAGigabyteIsShownAndKeptInPart() throws IOException {
        Waiting node = waiting.wait("migrate", "run-1");
        String filler = "x".repeat(90);
        waiting.northflank().prints(node.run(), Duration.ofNanos(100_000), number -> filler + number);
        waiting.time().pass(Duration.ofMinutes(20));
        waiting.northflank().end(node.run(), "FAILED");
        waiting.time().pass(MINUTE.multipliedBy(2));

        long all = Duration.ofMinutes(20).toMillis() * 10;
        assertThat(node.end().orElseThrow().failure().orElseThrow().logTail())
                .hasSize(20)
                .last()
                .isEqualTo(filler + all);
        assertThat(node.shown())
                .hasSizeBetween(5_000, 5_200)
                .startsWith(filler + 1)
                .endsWith(filler + all);
        assertThat(node.console())
                .filteredOn(line -> line.contains("The log is long"))
                .hasSize(1);
        assertThat(node.console())
                .filteredOn(line -> line.matches("\\[More than [0-9,]+ lines are left out here\\. .*"))
                .hasSize(1);
        assertThat(Files.size(node.file())).isLessThanOrEqualTo(10 * 1024 * 1024);
        assertThat(node.file()).content().endsWith(filler + all + "\n");
        assertThat(waiting.northflank().requests("/logs")).isLessThanOrEqualTo(200);
    }

    @Test
    void longLinesAreCutOnTheConsoleAndReadAgainAfterARestartWithoutHoldingTheFileInMemory() {
        Waiting before = waiting.wait("migrate", "run-1");
        waiting.northflank().prints(before.run(), Duration.ofSeconds(10), number -> number + "y".repeat(300_000));
        waiting.time().pass(MINUTE);
        waiting.time().shutdownNow();
        assertThat(before.shown()).allSatisfy(line -> assertThat(line).hasSizeLessThan(4_200));

        Waiting after = restarted(before);
        waiting.northflank().end(before.run(), "FAILED");
        waiting.time().pass(MINUTE);

        assertThat(after.end().orElseThrow().failure().orElseThrow().logTail())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(4_200));
    }

    private static List<String> lines(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "line " + number)
                .toList();
    }

    private static String text(int first, int last) {
        return String.join("\n", lines(first, last)) + "\n";
    }
}
