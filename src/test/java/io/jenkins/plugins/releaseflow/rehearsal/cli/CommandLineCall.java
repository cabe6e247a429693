package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Calls the command line in this process, without the start of a new one. */
final class CommandLineCall {
    private CommandLineCall() {}

    static RehearseProcess.Ended call(Object... arguments) {
        String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        PrintStream out = System.out;
        PrintStream err = System.err;
        Logger root = Logger.getLogger("");
        Handler[] handlers = root.getHandlers();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Rehearse.commandLine().execute(Rehearse.withDefaultCommand(texts));
            return new RehearseProcess.Ended(
                    exitCode, printed.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            for (Handler own : root.getHandlers()) {
                root.removeHandler(own);
                own.close();
            }
            for (Handler handler : handlers) {
                root.addHandler(handler);
            }
        }
    }
}
