package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.pages.ReleaseJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of rehearsal. */
@Command(
        name = "rehearse",
        mixinStandardHelpOptions = true,
        versionProvider = Rehearse.Version.class,
        description = "Runs a Jenkinsfile's release flow without a Jenkins, on a platform on this machine.",
        subcommands = {
            RunCommand.class,
            ServeCommand.class,
            ReleasesCommand.class,
            ShowCommand.class,
            ResolveCommand.class,
            RollbackCommand.class,
            EnvironmentsCommand.class,
            HoldCommand.class,
            LiftCommand.class,
            BreakLockCommand.class,
            EmulateCommand.class
        },
        footer = {
            "",
            "Without a command, run is meant: ./rehearse [JENKINSFILE] runs the Jenkinsfile.",
            "",
            "Exit codes:",
            "    0  released, or told what was asked for",
            "    1  the release failed",
            "    2  wrong use, or an error in the Jenkinsfile or the project file",
            "  130  interrupted"
        })
public final class Rehearse implements Runnable {
    private static final Logger LOGGER = Logger.getLogger(Rehearse.class.getName());

    static final int RELEASED = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;

    /** What the JVM itself ends with when it is interrupted. */
    static final int INTERRUPTED = 130;

    private static final Set<String> ROOT_OPTIONS = Set.of("-h", "--help", "-V", "--version");

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(withDefaultCommand(arguments)));
    }

    static CommandLine commandLine() {
        return configured(new Rehearse());
    }

    /** A command that tells its failures as all do. */
    static CommandLine configured(Object command) {
        return new CommandLine(command)
                .setExecutionExceptionHandler((failure, failed, parsed) -> told(failure, failed));
    }

    /** One line for people, and a document for machines that asked for one; where the fault is ours, its inside goes to the log of the home. */
    private static int told(Exception failure, CommandLine command) {
        int exit = toldPeople(failure, command);
        if (command.getParseResult().hasMatchedOption("--json")) {
            command.getOut()
                    .println(ReleaseJson.text(ReleaseJson.object()
                            .put("exitCode", exit)
                            .put("failure", String.valueOf(failure.getMessage()))));
            command.getOut().flush();
        }
        return exit;
    }

    private static int toldPeople(Exception failure, CommandLine command) {
        if (failure instanceof WrongUseException) {
            command.getErr().println("rehearse: " + PlainText.oneLine(failure.getMessage()));
            return WRONG_USE;
        } else if (failure instanceof LedgerException) {
            command.getErr().println("rehearse: " + PlainText.oneLine(failure.getMessage()));
            return FAILED;
        }
        LOGGER.log(Level.SEVERE, failure, () -> "A command ended in a way that nobody foresaw");
        command.getErr()
                .println("rehearse: failed, and this is an error of Release Flow: "
                        + PlainText.oneLine(failure.toString()) + "; please report it with rehearsal.log of the home");
        return FAILED;
    }

    /** Puts {@code run} in front where no command is named. */
    static String[] withDefaultCommand(String... arguments) {
        if (arguments.length > 0 && (isCommand(arguments[0]) || ROOT_OPTIONS.contains(arguments[0]))) {
            return arguments;
        }
        List<String> extended = new ArrayList<>(List.of("run"));
        extended.addAll(Arrays.asList(arguments));
        return extended.toArray(String[]::new);
    }

    static boolean isCommand(String word) {
        return commandLine().getSubcommands().containsKey(word);
    }

    @Override
    public void run() {
        commandLine().usage(System.out);
    }

    /** Tells the version that the build gave the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Rehearse.class.getPackage().getImplementationVersion();
            return new String[] {"Release Flow rehearsal " + (version == null ? "(not packaged)" : version)};
        }
    }
}
