package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code release-flow-resolve}: decides about a node that is in doubt. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowResolveCommand extends ReleaseFlowCommand {
    @Argument(index = 0, metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Argument(index = 1, metaVar = "NUMBER", required = true, usage = "Number of the release in its environment")
    private String number;

    @Argument(index = 2, metaVar = "NODE", required = true, usage = "Id of the node that is in doubt")
    private String node;

    @Argument(
            index = 3,
            metaVar = "adopt|completed|failed|again",
            required = true,
            usage = "Adopt the operation that is this one, mark it as completed or failed, or run it again")
    private String resolution;

    @Option(name = "--operation", metaVar = "ID", usage = "With adopt: the platform's id of the operation")
    private String operation = "";

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "Why; kept in the record")
    private String reason;

    @Override
    public String getShortDescription() {
        return Messages.ReleaseFlowResolveCommand_ShortDescription();
    }

    @Override
    ControlAnswer answer() {
        return UserRequests.resolve(environment, number, node, new DoubtAnswer(resolution, operation, reason));
    }
}
