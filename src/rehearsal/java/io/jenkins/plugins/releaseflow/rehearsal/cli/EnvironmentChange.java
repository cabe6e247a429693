package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.EnvironmentJson;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateDirectory;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlClient;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlFile;
import io.jenkins.plugins.releaseflow.release.Decision;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes the state of an environment: through the rehearsal that is under way, and where none is in the ledger itself, since only one may write to it. */
abstract class EnvironmentChange implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "ENVIRONMENT", description = "Name of the environment.")
    private String environment;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept in the record.")
    private String reason;

    /**
     * Makes the change. Fails with IllegalArgumentException where it is not possible.
     *
     * @return what was done, for people
     */
    abstract String change(EnvironmentLedger ledger, Decision by, Instant at);

    /** Whether an environment counts of which there is nothing on record yet. */
    boolean takesNewEnvironments() {
        return false;
    }

    @Override
    public Integer call() {
        return new ControlClient(new ControlFile(options.home()))
                .post(
                        "environments/" + ControlClient.segment(environment) + "/" + spec.name(),
                        Map.of("reason", reason))
                .map(new DecisionReport(spec, options)::tell)
                .orElseGet(this::onTheLedger);
    }

    private int onTheLedger() {
        requireKnown();
        Clock clock = Clock.systemUTC();
        String done;
        EnvironmentStatus status;
        StateDirectory taken = RehearsalSession.takeHome(options);
        try {
            EnvironmentLedger ledger = options.ledger().environment(environment);
            done = change(ledger, new Decision(System.getProperty("user.name", ""), reason), clock.instant());
            status = EnvironmentStatus.of(ledger);
        } catch (IllegalArgumentException refused) {
            throw new WrongUseException(refused.getMessage());
        } finally {
            taken.close();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(ReleaseJson.text(EnvironmentJson.of(status)));
        } else {
            out.println(PlainText.oneLine(done));
            new EnvironmentReport(out, clock).show(status);
        }
        out.flush();
        return Rehearse.RELEASED;
    }

    private void requireKnown() {
        Ledger ledger = options.ledger();
        List<String> known = ledger.environments();
        boolean there = known.contains(environment)
                || (takesNewEnvironments()
                        && options.readProject().environments().containsKey(environment));
        if (!there) {
            throw new WrongUseException("ENVIRONMENT: there is no environment '" + environment + "' on record"
                    + (known.isEmpty() ? "; there are no releases yet" : "; there are: " + String.join(", ", known)));
        }
    }
}
