package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of earlier and later versions are read as far as they can be understood, and every byte of them is kept. */
class LedgerCompatibilityTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:00:00Z");
    private static final ReleaseEvent NOTE = new ReleaseEvent.NodeNoted(AT, "n1", "Grüße ✓ 🚀");

    @TempDir
    private Path home;

    @Test
    void aRecordOfAnEarlierSchemaIsReadAndKept() throws IOException {
        String early = """
                {"v":0,"at":"2026-11-23T05:00:00Z","event":"opened","environment":"production","number":1,"kind":"release"}
                {"v":0,"at":"2026-11-23T05:00:01Z","event":"lock-taken"}
                {"v":0,"at":"2026-11-23T05:00:02Z","event":"node-planned","node":"n1","kind":"run-job","label":"Run job migrate"}
                {"v":0,"at":"2026-11-23T05:00:03Z","event":"node-intended","node":"n1","attempt":1,"request":{"type":"jobRun","job":"migrate"}}
                """;

        Release release = readAndKept(early);

        Node node = release.node("n1").orElseThrow();
        assertThat(node.state()).isEqualTo(NodeState.RUNNING);
        assertThat(node.request()).get().isInstanceOf(JobRunRequest.class);
        assertThat(node.terms().timeout()).isEqualTo(Duration.ofDays(7));
        assertThat(release.nodeList()).hasSize(1);
    }

    @Test
    void aRecordOfALaterVersionIsReadAsFarAsItCanBeUnderstoodAndKept() throws IOException {
        String later = """
                {"v":2,"at":"2026-11-23T05:00:00Z","event":"opened","environment":"production","number":1,"kind":"rehearsed-release","name":"v1","ticket":{"id":"OPS-1"},"origin":{"who":"ann","team":"db"}}
                {"v":2,"at":"2026-11-23T05:00:01Z","event":"lock-taken","priority":7}
                {"v":1,"at":"2026-11-23T05:00:01Z","event":"greeted","words":"hello"}
                {"v":2,"at":"2026-11-23T05:00:02Z","event":"node-planned","node":"n1","kind":"clone-addon","label":"Restore orders","terms":{"timeoutSeconds":60,"onAbort":"pause","onInDoubt":"vote","retries":0}}
                {"v":2,"at":"2026-11-23T05:00:03Z","event":"node-intended","node":"n1","attempt":1,"request":{"type":"clone","addon":"orders"},"baseline":{"operationIds":[]}}
                {"v":2,"at":"2026-11-23T05:00:04Z","event":"operation-started","node":"n1","reference":{"kind":"clone","resource":"orders","id":"r-1"}}
                """;

        Release release = readAndKept(later);

        assertThat(release.kind()).isEqualTo(ReleaseKind.UNKNOWN);
        assertThat(release.name()).isEqualTo("v1");
        assertThat(release.state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(release.nodeList()).hasSize(1);
        Node node = release.node("n1").orElseThrow();
        assertThat(node.kind()).isEqualTo(NodeKind.UNKNOWN);
        assertThat(node.label()).isEqualTo("Restore orders");
        assertThat(node.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(node.failure().orElseThrow().message())
                .contains("Line 6 of the record (operation-started) can't be read: 'clone' is not known");

        String ended = later
                + "{\"v\":2,\"at\":\"2026-11-23T05:00:05Z\",\"event\":\"node-ended\",\"node\":\"n1\",\"state\":\"completed\"}\n"
                + "{\"v\":2,\"at\":\"2026-11-23T05:00:06Z\",\"event\":\"ended\",\"outcome\":\"superseded\"}\n";
        Release over = read(ended);
        assertThat(over.node("n1").orElseThrow().state()).isEqualTo(NodeState.COMPLETED);
        assertThat(over.state()).isEqualTo(ReleaseState.IN_DOUBT);
        assertThat(over.message()).contains("line 8 of the record (ended) can't be read: 'superseded' is not known");
        assertThat(over.endedAt()).contains(Instant.parse("2026-11-23T05:00:06Z"));
    }

    /** Also within a character of several bytes, and within the line end. */
    @Test
    void aLastLineThatIsTornAnywhereIsPassedOverAndWhatFollowsItIsRead() throws IOException {
        String before = """
                {"v":1,"at":"2026-11-23T05:00:00Z","event":"opened","environment":"production","number":1,"kind":"release","name":"v1"}
                {"v":1,"at":"2026-11-23T05:00:01Z","event":"lock-taken"}
                {"v":1,"at":"2026-11-23T05:00:02Z","event":"node-planned","node":"n1","kind":"backup","label":"Back up orders"}
                """;
        write(before.getBytes(StandardCharsets.UTF_8));
        EnvironmentLedger ledger = open();
        ledger.append(ledger.read(1).orElseThrow(), NOTE);
        byte[] whole = Files.readAllBytes(record());
        int start = before.getBytes(StandardCharsets.UTF_8).length;

        for (int end = start; end <= whole.length; end++) {
            byte[] torn = Arrays.copyOf(whole, end);
            write(torn);
            EnvironmentLedger again = open();
            Release release = again.read(1).orElseThrow();
            boolean complete = end >= whole.length - 1;
            assertThat(release.node("n1").orElseThrow().notes())
                    .as("torn at %d", end)
                    .hasSize(complete ? 1 : 0);

            again.append(release, new ReleaseEvent.NodeNoted(AT, "n1", "next"));

            Release next = open().read(1).orElseThrow();
            assertThat(next.node("n1").orElseThrow().notes())
                    .as("torn at %d, and gone on", end)
                    .hasSize(complete ? 2 : 1)
                    .endsWith("next");
            assertThat(next.nodeList()).hasSize(1);
            assertThat(Arrays.copyOf(Files.readAllBytes(record()), end)).isEqualTo(torn);
        }
    }

    @Test
    void aReleaseWhoseFirstLineIsDamagedIsOpenAndInDoubtAndItsNumberIsNotUsedAgain() throws IOException {
        Release release = read("?\n{\"v\":1,\"at\":\"2026-11-23T05:00:01Z\",\"event\":\"lock-taken\"}\n");

        assertThat(release.isOpen()).isTrue();
        assertThat(release.lockedAt()).isPresent();
        assertThat(release.nodeList()).singleElement().satisfies(node -> assertThat(node.state())
                .isEqualTo(NodeState.IN_DOUBT));
        assertThat(open().list()).hasSize(1);
    }

    @Test
    void aReleaseOfWhichACrashLeftOnlyHalfAFirstLineNeverWas() throws IOException {
        write("{\"v\":1,\"at\":\"2026-11-23T05:0".getBytes(StandardCharsets.UTF_8));

        assertThat(open().read(1)).isEmpty();
    }

    private Release readAndKept(String record) throws IOException {
        Release release = read(record);
        EnvironmentLedger ledger = open();
        ledger.append(release, NOTE);
        assertThat(record())
                .content()
                .startsWith(record)
                .hasLineCount((int) record.lines().count() + 1);
        return release;
    }

    private Release read(String record) throws IOException {
        write(record.getBytes(StandardCharsets.UTF_8));
        return open().read(1).orElseThrow();
    }

    private EnvironmentLedger open() {
        return new Ledger(home).environment("production");
    }

    private void write(byte[] record) throws IOException {
        Files.createDirectories(record().getParent());
        Files.write(record(), record);
    }

    private Path record() {
        return home.resolve("environments/production/releases/1/events.jsonl");
    }
}
