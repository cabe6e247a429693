package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.ledger.ReleaseSummary;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists releases. */
@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        description = "Lists the releases on record, newest first.")
final class ReleasesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Option(names = "--environment", paramLabel = "NAME", description = "Only the releases of that environment.")
    private Optional<String> environment = Optional.empty();

    @Override
    public Integer call() {
        Ledger ledger = options.ledger();
        environment.ifPresent(name -> requireKnown(ledger, name));
        List<ReleaseSummary> summaries = ledger.environments().stream()
                .filter(name -> environment.map(name::equals).orElse(true))
                .flatMap(name -> ledger.environment(name).list().stream())
                .sorted(Comparator.comparing(ReleaseSummary::openedAt).reversed())
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(ReleaseJson.text(ReleaseJson.of(summaries)));
        } else {
            new ReleaseReport(out, Clock.systemUTC()).list(summaries);
        }
        out.flush();
        return Rehearse.RELEASED;
    }

    static void requireKnown(Ledger ledger, String name) {
        List<String> known = ledger.environments();
        if (!known.contains(name)) {
            throw new WrongUseException("--environment: there is no release of '" + name + "' on record; "
                    + (known.isEmpty()
                            ? "there are no releases yet"
                            : "environments with releases: " + String.join(", ", known)));
        }
    }
}
