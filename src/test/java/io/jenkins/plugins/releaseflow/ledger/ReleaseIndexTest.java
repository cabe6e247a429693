package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.ImagePin;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Resolution;
import io.jenkins.plugins.releaseflow.release.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever became of the index, lists tell what the records tell. */
class ReleaseIndexTest {
    private static final Target API = Target.service("api");

    @TempDir
    private Path home;

    private Path directory;
    private Path index;
    private EnvironmentLedger ledger;
    private LedgerScene scene;

    @BeforeEach
    void threeReleases() {
        directory = home.resolve("environments/production");
        index = directory.resolve("index.jsonl");
        ledger = open();
        scene = new LedgerScene(ledger);
        scene.released("v1 Grüße ✓ 🚀\n\"<b>\"", LedgerScene.pin("a1", Optional.of(scene.now())), API);
        scene.released("v2", new ImagePin("registry.example/shop@sha256:0a"), API, Target.job("migrate"));
        scene.open("v3")
                .deploying(API, LedgerScene.pin("c3"))
                .node(NodeState.IN_DOUBT, Optional.empty())
                .end(ReleaseState.IN_DOUBT);
    }

    @Test
    void aRestartTakesWhatEndedFromTheIndexAndReadsNoRecordOfIt() throws IOException {
        List<ReleaseSummary> before = ledger.list();
        Files.writeString(ledger.recordOf(1), "");

        assertThat(open().list()).isEqualTo(before);
    }

    @Test
    void aRestartWithoutAnIndexReadsTheRecords() throws IOException {
        assertRightAfterARestart(() -> Files.delete(index));
        assertThat(index).exists();
    }

    @Test
    void aRestartAfterAnyByteOfTheIndexWasDamagedTellsTheSame() throws IOException {
        byte[] whole = Files.readAllBytes(index);
        for (int place = 0; place < whole.length; place += 7) {
            byte[] damaged = whole.clone();
            damaged[place] ^= 1;
            assertRightAfterARestart(() -> Files.write(index, damaged));
        }
    }

    @Test
    void aRestartAfterTheIndexWasTornAnywhereTellsTheSameAndGoesOn() throws IOException {
        String whole = Files.readString(index);
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        for (int end = 0; end <= bytes.length; end += 5) {
            byte[] torn = Arrays.copyOf(bytes, end);
            assertRightAfterARestart(() -> Files.write(index, torn));
            assertThat(Files.readString(index)).endsWith("\n");
        }
    }

    @Test
    void anIndexOfAnotherVersionIsMadeAnew() throws IOException {
        assertRightAfterARestart(
                () -> Files.writeString(index, "{\"number\":1,\"kind\":\"RELEASE\",\"name\":\"other\"}\n"));
        assertRightAfterARestart(
                () -> Files.writeString(index, Files.readString(index).replace("index 2", "index 3")));
        assertThat(index).content().startsWith("release-flow index 2\n");
    }

    @Test
    void aDoubtThatIsClearedAfterTheEndIsSeenAlsoWhereACrashKeptTheIndexFromHearingOfIt() throws IOException {
        Release doubted = scene.release();
        ledger.append(
                doubted,
                new ReleaseEvent.DoubtResolved(
                        scene.now(), "n4", new Resolution.MarkCompleted(), new Decision("ann", "seen")));
        String lines = Files.readString(index);
        Files.writeString(index, lines.substring(0, lines.lastIndexOf('\n', lines.length() - 2) + 1));

        ReleaseSummary summary = open().list().get(0);

        assertThat(summary.state()).isEqualTo(ReleaseState.FAILED);
        assertThat(summary.changes()).singleElement().satisfies(change -> assertThat(change.outcome())
                .isEqualTo(ChangeOutcome.LIVE));
    }

    @Test
    void aReleaseThatWasOpenAtACrashIsReadFromItsRecord() {
        scene.open("v4");
        ReleaseSummary open = open().list().get(0);
        scene.deployed(API, LedgerScene.pin("d4"));

        assertThat(open.state()).isEqualTo(ReleaseState.RUNNING);
        assertThat(open().list().get(0).changes()).hasSize(1);
    }

    @Test
    void aRecordThatWasChangedPastTheIndexIsSeenOnceItIsRead() throws IOException {
        Files.writeString(
                ledger.recordOf(2),
                Files.readString(ledger.recordOf(2)).replace("\"name\":\"v2\"", "\"name\":\"v2b\""));
        ledger.read(2);

        assertThat(ledger.summary(2).orElseThrow().name()).isEqualTo("v2b");
        assertThat(open().summary(2).orElseThrow().name()).isEqualTo("v2b");
    }

    @Test
    void aReleaseThatWasDeletedByHandIsGoneAndItsNumberIsNotUsedAgain() {
        delete(directory.resolve("releases/3"));
        assertThat(ledger.read(3)).isEmpty();
        assertThat(ledger.list()).hasSize(2);

        assertThat(open().list()).hasSize(2);
        EnvironmentLedger again = open();
        assertThat(new LedgerScene(again).open("v4").release().id().number()).isEqualTo(4);
    }

    @Test
    void anIndexThatIsDeletedWhileWeRunIsMadeAnewWithTheNextRelease() throws IOException {
        Files.delete(index);
        scene.released("v4", LedgerScene.pin("d4"), API);

        assertThat(Files.readAllLines(index)).hasSize(6);
        assertThat(open().list()).isEqualTo(ledger.list());
    }

    @Test
    void anIndexThatCannotBeWrittenKeepsNothingFromGoingOn() throws IOException {
        Files.delete(index);
        Files.createDirectories(index.resolve("in-the-way"));
        scene.released("v4", LedgerScene.pin("d4"), API);

        assertThat(ledger.list()).hasSize(4);
        assertThat(open().list()).isEqualTo(ledger.list());
    }

    @Test
    void anEnvironmentThatWasRenamedOnDiskKeepsItsHistoryUnderTheNewName() throws IOException {
        Files.move(directory, home.resolve("environments/live"));

        EnvironmentLedger renamed = new Ledger(home).environment("live");

        assertThat(renamed.list()).extracting(ReleaseSummary::name).startsWith("v3", "v2");
        assertThat(renamed.list())
                .allSatisfy(summary -> assertThat(summary.id().environment()).isEqualTo("live"));
    }

    @Test
    void theIndexDoesNotGrowWithoutEnd() throws IOException {
        Release first = ledger.read(1).orElseThrow();
        for (int i = 0; i < 200; i++) {
            ledger.append(first, new ReleaseEvent.NodeNoted(scene.now(), "n1", "note " + i));
        }
        assertThat(Files.readAllLines(index)).hasSizeGreaterThan(400);

        assertThat(open().list()).isEqualTo(ledger.list());
        assertThat(Files.readAllLines(index)).hasSize(5);
    }

    private interface Accident {
        void happen() throws IOException;
    }

    private void assertRightAfterARestart(Accident accident) throws IOException {
        accident.happen();
        assertThat(open().list()).isEqualTo(ledger.list());
        assertThat(open().list()).isEqualTo(ledger.list());
    }

    private EnvironmentLedger open() {
        return new Ledger(home).environment("production");
    }

    private static void delete(Path folder) {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
