package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.LockBreak;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.release.Decision;
import io.jenkins.plugins.releaseflow.release.Release;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Takes an environment's lock from a release that an earlier rehearsal left open. */
@Command(
        name = "break-lock",
        mixinStandardHelpOptions = true,
        description = "Takes an environment's lock from the release that holds it, and ends that release.")
final class BreakLockCommand extends EnvironmentChange {
    @Override
    String change(EnvironmentLedger ledger, Decision by, Instant at) {
        Release broken = LockBreak.onRecord(ledger, by, at);
        return "Release " + broken.fullTitle() + " ended as " + ReleaseJson.word(broken.state()) + ": "
                + broken.message();
    }
}
