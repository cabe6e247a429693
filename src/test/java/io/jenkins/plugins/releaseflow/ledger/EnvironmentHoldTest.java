package io.jenkins.plugins.releaseflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releaseflow.release.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentHoldTest {
    private static final Instant AT = Instant.parse("2026-11-23T05:00:00Z");
    private static final Decision BOB = new Decision("bob", "freeze of November");

    @TempDir
    private Path home;

    private Path record;

    @BeforeEach
    void locate() {
        record = home.resolve("environments/production/environment.jsonl");
    }

    @Test
    void aHoldIsOneLineOnDiskAndIsThereAfterARestart() throws Exception {
        Hold hold = ledger().hold(BOB, AT);

        assertThat(Files.readAllLines(record))
                .containsExactly("{\"v\":1,\"at\":\"2026-11-23T05:00:00Z\",\"event\":\"held\","
                        + "\"decision\":{\"who\":\"bob\",\"why\":\"freeze of November\"}}");
        assertThat(ledger().hold()).contains(hold);
        assertThat(hold.text()).isEqualTo("on hold since 2026-11-23T05:00:00Z by bob: freeze of November");
        assertThat(ledger().list()).isEmpty();
    }

    @Test
    void aLiftedHoldStaysInTheHistory() throws Exception {
        ledger().hold(BOB, AT);
        ledger().lift(new Decision("ann", "over"), AT.plusSeconds(60));

        assertThat(ledger().hold()).isEmpty();
        assertThat(Files.readAllLines(record)).hasSize(2);
    }

    @Test
    void aTornLastLineIsPassedOverAndTheNextEventIsNotLost() throws Exception {
        ledger().hold(BOB, AT);
        Files.writeString(record, "{\"v\":1,\"at\":\"2026-11-2", StandardOpenOption.APPEND);

        EnvironmentLedger ledger = ledger();
        assertThat(ledger.hold()).isPresent();
        ledger.lift(BOB, AT);
        assertThat(ledger().hold()).isEmpty();
    }

    @Test
    void fieldsAndEventsThatAreNotKnownStayOnDisk() throws Exception {
        ledger().hold(BOB, AT);
        String later = "{\"v\":1,\"at\":\"2026-11-23T06:00:00Z\",\"event\":\"painted\",\"colour\":\"red\"}\n";
        Files.writeString(record, later, StandardOpenOption.APPEND);
        ledger().lift(BOB, AT);

        assertThat(record).content().contains(later);
        assertThat(ledger().hold()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "}{",
                "{\"v\":2,\"at\":\"2026-11-23T06:00:00Z\",\"event\":\"held-in-part\"}",
                "{\"v\":1,\"at\":\"2026-11-23T06:00:00Z\",\"event\":\"held\"}"
            })
    void aLineThatCannotBeReadCountsAsAHoldUntilSomebodyLiftsIt(String line) throws Exception {
        ledger();
        Files.writeString(record, line + "\n");

        EnvironmentLedger ledger = ledger();
        assertThat(ledger.hold().orElseThrow().text()).contains("line 1 of ", "can't be read, and may be a hold");
        ledger.lift(BOB, AT);
        assertThat(ledger().hold()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsNoHold() throws Exception {
        EnvironmentLedger ledger = ledger();
        Files.createDirectory(record);

        assertThatThrownBy(() -> ledger.hold(BOB, AT))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Nothing has changed");
        assertThat(ledger.hold()).isEmpty();
    }

    private EnvironmentLedger ledger() {
        return new Ledger(home).environment("production");
    }
}
