package io.jenkins.plugins.releaseflow.rehearsal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.engine.EnvironmentStatus;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.pages.EnvironmentJson;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the environments' locks, queues and holds, as the ledger has them; also while a rehearsal runs. */
@Command(
        name = "environments",
        mixinStandardHelpOptions = true,
        description = "Shows who holds the lock of each environment, who waits for it, and which are on hold.")
final class EnvironmentsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Override
    public Integer call() {
        Ledger ledger = options.ledger();
        List<EnvironmentStatus> statuses = ledger.environments().stream()
                .map(ledger::environment)
                .map(EnvironmentStatus::of)
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            ObjectNode document = ReleaseJson.object();
            ArrayNode list = document.putArray("environments");
            statuses.forEach(status -> list.add(EnvironmentJson.of(status)));
            out.println(ReleaseJson.text(document));
        } else {
            new EnvironmentReport(out, Clock.systemUTC()).list(statuses);
        }
        out.flush();
        return Rehearse.RELEASED;
    }
}
