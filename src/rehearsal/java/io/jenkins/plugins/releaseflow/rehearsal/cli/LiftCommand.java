package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.release.Decision;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Lifts an environment's hold. */
@Command(name = "lift", mixinStandardHelpOptions = true, description = "Lifts the hold of an environment.")
final class LiftCommand extends EnvironmentChange {
    @Override
    String change(EnvironmentLedger ledger, Decision by, Instant at) {
        return ledger.environment() + " is not on hold any more; it was "
                + ledger.lift(by, at).text();
    }
}
