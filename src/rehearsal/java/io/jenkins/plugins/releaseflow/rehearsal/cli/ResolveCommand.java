package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.pages.DoubtAnswer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a doubt. */
@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = "Decides what became of a node that is in doubt; a rehearsal that waits for it goes on.")
final class ResolveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Parameters(index = "0", paramLabel = "ENVIRONMENT", description = "Name of the environment.")
    private String environment;

    @Parameters(index = "1", paramLabel = "NUMBER", description = "Number of the release in its environment.")
    private String number;

    @Parameters(index = "2", paramLabel = "NODE", description = "Id of the node that is in doubt.")
    private String node;

    @Parameters(
            index = "3",
            paramLabel = "adopt|completed|failed|again",
            description = "Adopt the operation that is this one, mark it as completed or failed, or run it again.")
    private String resolution;

    @Option(names = "--operation", paramLabel = "ID", description = "With adopt: the platform's id of the operation.")
    private String operation = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; kept in the record.")
    private String reason;

    @Override
    public Integer call() {
        DoubtAnswer answer = new DoubtAnswer(resolution, operation, reason);
        return new DecisionReport(spec, options)
                .tell(new DecisionMaker(options.home(), options.jenkinsHome())
                        .resolve(environment, number, node, answer));
    }
}
