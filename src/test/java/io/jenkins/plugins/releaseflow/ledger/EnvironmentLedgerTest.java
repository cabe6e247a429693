package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentLedgerTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:00:00Z");

    @TempDir
    private Path home;

    @Test
    void releasesAreNumberedPerEnvironmentAndReadBackAfterARestart() {
        EnvironmentLedger production = new Ledger(home).environment("production");
        open(production, "v1");
        Release second = open(production, "v2");
        open(new Ledger(home).environment("staging"), "v2");
        Release ended = production.append(second, new ReleaseEvent.Ended(AT, ReleaseState.RELEASED, ""));

        EnvironmentLedger again = new Ledger(home).environment("production");

        assertThat(again.read(2)).contains(ended);
        assertThat(again.list()).extracting(ReleaseSummary::name).containsExactly("v2", "v1");
        assertThat(open(again, "v3").id().number()).isEqualTo(3);
        assertThat(new Ledger(home).environments()).containsExactly("production", "staging");
    }

    @Test
    void aTornLastLineIsPassedOverAndTheNextEventIsNotLost() throws Exception {
        EnvironmentLedger ledger = new Ledger(home).environment("production");
        Release release = open(ledger, "v1");
        Files.writeString(ledger.recordOf(1), "{\"v\":1,\"at\":\"2026-11-2", StandardOpenOption.APPEND);

        Release locked = ledger.append(release, new ReleaseEvent.LockTaken(AT));

        assertThat(new Ledger(home).environment("production").read(1)).contains(locked);
        assertThat(locked.state()).isEqualTo(ReleaseState.RUNNING);
    }

    @Test
    void fieldsOfALaterVersionStayOnDisk() throws Exception {
        EnvironmentLedger ledger = new Ledger(home).environment("production");
        Release release = open(ledger, "v1");
        String later = "{\"v\":2,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"lock-taken\",\"ticket\":\"OPS-1\"}\n";
        Files.writeString(ledger.recordOf(1), later, StandardOpenOption.APPEND);

        ledger.append(
                release,
                new ReleaseEvent.NodePlanned(
                        AT,
                        "n1",
                        NodeKind.BACKUP,
                        "Back up orders",
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.STOP)));

        assertThat(ledger.recordOf(1)).content().contains(later);
        assertThat(ledger.read(1).orElseThrow().lockedAt()).isPresent();
    }

    @Test
    void anEnvironmentIsListedAsSoonAsItIsMadeAlsoWhileOthersLook() throws Exception {
        Ledger ledger = new Ledger(home);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService others = Executors.newSingleThreadExecutor();
        try {
            Future<?> looking = others.submit(() -> {
                while (!done.get()) {
                    ledger.environments();
                }
            });
            for (int i = 0; i < 200; i++) {
                ledger.environment("e" + i);
                assertThat(ledger.environments()).contains("e" + i);
            }
            done.set(true);
            looking.get();
        } finally {
            done.set(true);
            others.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "damaged", "stale"})
    void theIndexIsMadeAnewFromTheLedger(String index) throws Exception {
        EnvironmentLedger ledger = new Ledger(home).environment("production");
        Path file = home.resolve("environments/production/index.jsonl");
        Release first = open(ledger, "v1");
        String stale = Files.readString(file);
        ledger.append(first, new ReleaseEvent.Ended(AT, ReleaseState.FAILED, "no"));
        open(ledger, "v2");
        switch (index) {
            case "missing" -> Files.delete(file);
            case "damaged" -> Files.writeString(file, "not json\n{}");
            default -> Files.writeString(file, stale);
        }

        assertThat(new Ledger(home).environment("production").list())
                .extracting(ReleaseSummary::state)
                .containsExactly(ReleaseState.WAITING, ReleaseState.FAILED);
    }

    @Test
    void anEventThatCannotBeWrittenDidNotHappen() throws Exception {
        EnvironmentLedger ledger = new Ledger(home).environment("production");
        Release release = open(ledger, "v1");
        Files.delete(ledger.recordOf(1));
        Files.createDirectory(ledger.recordOf(1));

        assertThatThrownBy(() -> ledger.append(release, new ReleaseEvent.LockTaken(AT)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Nothing was started");
        assertThat(ledger.list().get(0).state()).isEqualTo(ReleaseState.WAITING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../x", "a/b", "a b", ".hidden", "production-"})
    void aNameThatIsNoSafeFolderIsRefused(String name) {
        assertThatThrownBy(() -> new Ledger(home).environment(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environment: '" + name + "'");
    }

    private static Release open(EnvironmentLedger ledger, String name) {
        return ledger.open(id -> new ReleaseEvent.Opened(
                AT, id, ReleaseKind.RELEASE, name, "", new Origin("ann", "", "shop", "shop#1", "main")));
    }
}
