package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.NodeLinks;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import io.jenkins.plugins.releaseflow.release.Release;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one release. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows all that is on record of one release.")
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "NUMBER", description = "Number of the release in its environment.")
    private int number;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Its environment; needed where several have releases.")
    private Optional<String> environment = Optional.empty();

    @Override
    public Integer call() {
        Ledger ledger = options.ledger();
        EnvironmentLedger releases = ledger.environment(environment(ledger));
        Release release = releases.read(number)
                .orElseThrow(() -> new WrongUseException("NUMBER: there is no release " + number + " of '"
                        + releases.environment() + "'; ./rehearse releases lists those that there are"));
        String record = releases.recordOf(number).toString();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(
                    ReleaseJson.text(ReleaseJson.of(release, NodeLinks.none()).put("record", record)));
        } else {
            new ReleaseReport(out, Clock.systemUTC()).show(release, record);
        }
        out.flush();
        return Rehearse.RELEASED;
    }

    private String environment(Ledger ledger) {
        if (environment.isPresent()) {
            ReleasesCommand.requireKnown(ledger, environment.get());
            return environment.get();
        }
        List<String> known = ledger.environments();
        if (known.size() != 1) {
            throw new WrongUseException(
                    known.isEmpty()
                            ? "There are no releases yet; ./rehearse makes one"
                            : "--environment: say which one is meant: " + String.join(", ", known));
        }
        return known.get(0);
    }
}
