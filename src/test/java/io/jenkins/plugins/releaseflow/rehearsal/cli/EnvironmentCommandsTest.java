package io.jenkins.plugins.releaseflow.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.rehearsal.cli.RehearseProcess.Ended;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateDirectory;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentCommandsTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    private Path home;

    @Test
    void showsHolderQueueAndHoldOfEachEnvironment() {
        EnvironmentLedger test = ledger();
        running(test, "v1");
        open(test, "v2");
        Ended held = call("hold", "test", "--reason", "freeze");
        Ended text = call("environments");
        JsonNode shown =
                call("environments", "--json").json().path("environments").path(0);

        assertThat(held.exitCode()).as(held.err()).isZero();
        assertThat(held.out()).contains("test is on hold since ", ": freeze");
        assertThat(text.out())
                .contains("Lock         test #1 (v1), since 2026-03-01T10:00:00Z, for ", ", made by ann")
                .contains("Queue        1. test #2 (v2)")
                .contains("Hold         on hold since ");
        assertThat(shown.path("environment").textValue()).isEqualTo("test");
        assertThat(shown.at("/holder/number").intValue()).isEqualTo(1);
        assertThat(shown.at("/holder/since").textValue()).isEqualTo(AT.toString());
        assertThat(shown.at("/queue/0/name").textValue()).isEqualTo("v2");
        assertThat(shown.at("/hold/why").textValue()).isEqualTo("freeze");
    }

    @Test
    void aHoldIsLiftedWithAReason() {
        running(ledger(), "v1");
        call("hold", "test", "--reason", "freeze");
        Ended lifted = call("lift", "test", "--reason", "over", "--json");

        assertThat(lifted.json().has("hold")).isFalse();
        Ended again = call("lift", "test", "--reason", "over");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).isEqualTo("rehearse: environment: test is not on hold; there is nothing to lift\n");
    }

    @Test
    void aBrokenLockEndsItsReleaseAndLeavesWhatRanInDoubt() {
        EnvironmentLedger test = ledger();
        Release release = running(test, "v1");
        release = test.append(
                release,
                new ReleaseEvent.NodePlanned(
                        AT,
                        "n1",
                        NodeKind.RUN_JOB,
                        "Run job migrate",
                        NodeTerms.of(Duration.ofHours(1), OnAbort.DETACH)));
        test.append(
                release,
                new ReleaseEvent.NodeIntended(
                        AT, "n1", 1, new JobRunRequest("migrate", Optional.empty(), Map.of()), Baseline.empty()));

        Ended broken = call("break-lock", "test", "--reason", "the laptop is lost");

        assertThat(broken.exitCode()).as(broken.err()).isZero();
        assertThat(broken.out())
                .contains("Release test #1 (v1) ended as in-doubt", "the laptop is lost", "Lock         free");
        assertThat(ledger().read(1).map(Release::state)).contains(ReleaseState.IN_DOUBT);
        assertThat(ledger().read(1)
                        .orElseThrow()
                        .node("n1")
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("the laptop is lost", "Look at the runs of job 'migrate'");
        assertThat(call("break-lock", "test", "--reason", "again").err()).contains("nothing to break");
    }

    @Test
    void nothingIsChangedWhileARehearsalHasTheHome() {
        running(ledger(), "v1");
        try (StateDirectory rehearsal = StateDirectory.open(home.resolve("jenkins"))) {
            assertThat(rehearsal.path()).exists();
            Ended refused = call("hold", "test", "--reason", "freeze");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("is in use by another rehearsal");
            assertThat(call("environments").out()).contains("Hold         none");
        }
    }

    @Test
    void anUnknownEnvironmentAndAMissingReasonAreRefused() {
        running(ledger(), "v1");
        Ended unknown = call("lift", "tset", "--reason", "over");
        Ended empty = call("hold", "test", "--reason", " ");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("ENVIRONMENT: there is no environment 'tset' on record; there are: test");
        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.err()).contains("reason: is missing");
        assertThat(call("hold", "test").exitCode()).isEqualTo(2);
    }

    @Test
    void aHomeWithoutReleasesSaysSo() {
        assertThat(call("environments").out()).contains("No environments on record yet");
        assertThat(call("environments", "--json").json().path("environments")).isEmpty();
    }

    private Ended call(String command, Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = command;
        all[1] = "--home";
        all[2] = home;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandLineCall.call(all);
    }

    private EnvironmentLedger ledger() {
        return new Ledger(home.resolve("jenkins/release-flow")).environment("test");
    }

    private static Release open(EnvironmentLedger ledger, String name) {
        return ledger.open(id -> new ReleaseEvent.Opened(
                AT, id, ReleaseKind.RELEASE, name, "", new Origin("ann", "", "shop", "shop#1", "main")));
    }

    private static Release running(EnvironmentLedger ledger, String name) {
        return ledger.append(open(ledger, name), new ReleaseEvent.LockTaken(AT));
    }
}
