package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.Decision;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Puts an environment on hold. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = "Puts an environment on hold: nothing but a rollback is released to it until the hold is lifted.")
final class HoldCommand extends EnvironmentChange {
    @Override
    boolean takesNewEnvironments() {
        return true;
    }

    @Override
    String change(EnvironmentLedger ledger, Decision by, Instant at) {
        return ledger.environment() + " is " + ledger.hold(by, at).text();
    }
}
