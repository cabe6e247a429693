package hudson.cli;

import hudson.AbortException;
import hudson.ExtensionPoint;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.args4j.CmdLineException;
import org.kohsuke.args4j.CmdLineParser;
import org.springframework.security.access.AccessDeniedException;

/** A command that users give on the command line. An object is used for one call. */
public abstract class CLICommand implements ExtensionPoint, Cloneable {
    private static final int UNFORESEEN = 1;
    private static final int WRONG_USE = 2;
    private static final int WRONG_ARGUMENT = 3;
    private static final int WRONG_STATE = 4;
    private static final int ABORTED = 5;
    private static final int DENIED = 6;

    public transient PrintStream stdout;
    public transient PrintStream stderr;
    public transient InputStream stdin;
    public transient Locale locale;

    /** The class's name without {@code Command}, in lower case with dashes. */
    public String getName() {
        return getClass()
                .getSimpleName()
                .replaceFirst("Command$", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ENGLISH);
    }

    /** What the command does, in a sentence. */
    public abstract String getShortDescription();

    /** Does it; the result is the exit code. */
    protected abstract int run() throws Exception;

    /** Reads the arguments and runs the command as the user that this thread acts as. The result is the exit code. */
    public int main(List<String> args, Locale locale, InputStream stdin, PrintStream stdout, PrintStream stderr) {
        this.stdin = new BufferedInputStream(stdin);
        this.stdout = stdout;
        this.stderr = stderr;
        this.locale = locale;
        try {
            Jenkins.get().checkPermission(Jenkins.READ);
            new CmdLineParser(this).parseArgument(args);
            return run();
        } catch (Exception failure) {
            stderr.println();
            stderr.println("ERROR: " + failure.getMessage());
            return exitCode(failure);
        }
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof CmdLineException) {
            return WRONG_USE;
        } else if (failure instanceof IllegalArgumentException) {
            return WRONG_ARGUMENT;
        } else if (failure instanceof IllegalStateException) {
            return WRONG_STATE;
        } else if (failure instanceof AbortException) {
            return ABORTED;
        }
        return failure instanceof AccessDeniedException ? DENIED : UNFORESEEN;
    }
}
