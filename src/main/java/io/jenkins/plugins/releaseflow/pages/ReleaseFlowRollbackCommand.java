package io.jenkins.plugins.releaseflow.pages;

import hudson.Extension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code release-flow-rollback}: rolls an environment back to an earlier release. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseFlowRollbackCommand extends ReleaseFlowCommand {
    @Argument(metaVar = "ENVIRONMENT", required = true, usage = "Name of the environment")
    private String environment;

    @Argument(index = 1, metaVar = "NUMBER", required = true, usage = "Number of the release to go back to")
    private String number;

    @Option(name = "--database", metaVar = "WAY", usage = "code, undo or restore; what fits where it is left out")
    private String database = "";

    @Option(name = "--addon", metaVar = "ID", usage = "Database to restore")
    private String addon = "";

    @Option(name = "--backup", metaVar = "ID", usage = "Backup to restore")
    private String backup = "";

    @Option(name = "--reason", metaVar = "TEXT", required = true, usage = "Why; kept in the record")
    private String reason;

    @Option(name = "--confirm", metaVar = "ENVIRONMENT", usage = "The environment's name again, for a restore")
    private String confirm = "";

    @Option(name = "--preempt", usage = "End a release that runs")
    private boolean preempt;

    @Override
    public String getShortDescription() {
        return Messages.ReleaseFlowRollbackCommand_ShortDescription();
    }

    @Override
    ControlAnswer answer() {
        return RollbackRequests.run(
                environment,
                number,
                new RollbackControl.Confirmed(database, addon, backup, reason, confirm, "", Boolean.toString(preempt)));
    }
}
