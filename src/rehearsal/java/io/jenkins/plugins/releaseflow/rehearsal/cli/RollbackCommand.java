package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.EnvironmentLedger;
import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.JenkinsfileSource;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlClient;
import io.jenkins.plugins.releaseflow.rehearsal.web.ControlFile;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.rollback.PreviousRelease;
import io.jenkins.plugins.releaseflow.rollback.RollbackScript;
import io.jenkins.plugins.releaseflow.rollback.RollbackWish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rolls an environment back: in the rehearsal that is under way, and where there is none, in one of its own. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Rolls an environment back to an earlier release, as a release of its own.",
        footer = {"", "Exit codes: 0 rolled back, 1 it failed, 2 wrong use, 130 interrupted."})
final class RollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Mixin
    private PlatformOptions platform;

    @Parameters(
            paramLabel = "ENVIRONMENT",
            arity = "0..1",
            defaultValue = "production",
            description = "Name of the environment; default: production.")
    private String environment;

    @Option(names = "--to", required = true, paramLabel = "NUMBER", description = "Number of the release, or previous.")
    private String to;

    @Option(
            names = "--database",
            defaultValue = "",
            paramLabel = "WAY",
            description = "code, undo or restore; default: what fits the migrations since, and never restore.")
    private String database;

    @Option(names = "--backup", defaultValue = "", paramLabel = "ID", description = "The backup to restore.")
    private String backup;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is kept in the record.")
    private String reason;

    @Option(
            names = "--confirm",
            defaultValue = "",
            paramLabel = "ENVIRONMENT",
            description = "The environment's name again; a restore needs it, since it discards data.")
    private String confirm;

    @Option(names = "--preempt", description = "End a release that runs.")
    private boolean preempt;

    @Override
    public Integer call() {
        ReleaseId target = target();
        return new ControlClient(new ControlFile(options.home()))
                .post(
                        "environments/" + ControlClient.segment(environment) + "/releases/" + target.number()
                                + "/rollback/run",
                        Map.of(
                                "database", database,
                                "backup", backup,
                                "reason", reason,
                                "confirm", confirm,
                                "preempt", Boolean.toString(preempt)))
                .map(new DecisionReport(spec, options)::tell)
                .orElseGet(() -> runHere(target));
    }

    private ReleaseId target() {
        if (!options.ledger().environments().contains(environment)) {
            throw new WrongUseException("ENVIRONMENT: nothing was released to '" + environment + "' in this home");
        }
        EnvironmentLedger ledger = options.ledger().environment(environment);
        if (to.equals("previous")) {
            return PreviousRelease.of(ledger.list(), OptionalInt.empty())
                    .map(number -> new ReleaseId(environment, number))
                    .orElseThrow(() -> new WrongUseException("--to: no release of " + environment
                            + " before the one that is live went well; there is nothing to go back to"));
        }
        if (!to.matches("[1-9][0-9]{0,8}")) {
            throw new WrongUseException("--to: is '" + to + "'; use the number of a release, or previous");
        }
        return new ReleaseId(environment, Integer.parseInt(to));
    }

    private int runHere(ReleaseId target) {
        String script;
        try {
            RollbackWish wish = RollbackWish.of(target, database, "", backup);
            wish.requireConfirmed(confirm);
            script = RollbackScript.of(wish, reason, "", preempt);
        } catch (IllegalArgumentException wrong) {
            throw new WrongUseException("--" + wrong.getMessage());
        }
        CommandLine run = Rehearse.configured(new RunCommand(new JenkinsfileSource("rollback", script)));
        run.setOut(spec.commandLine().getOut()).setErr(spec.commandLine().getErr());
        List<String> arguments = new ArrayList<>(options.arguments());
        arguments.addAll(platform.arguments());
        return run.execute(arguments.toArray(String[]::new));
    }
}
