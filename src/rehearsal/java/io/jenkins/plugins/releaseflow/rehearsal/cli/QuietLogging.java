package io.jenkins.plugins.releaseflow.rehearsal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the parts log to a file, so that the terminal shows the release and nothing else. */
final class QuietLogging {
    private static final int LIMIT_BYTES = 5 * 1024 * 1024;

    private QuietLogging() {}

    static void to(Path home) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        try {
            Files.createDirectories(home);
            FileHandler file = new FileHandler(home.resolve("rehearsal.log").toString(), LIMIT_BYTES, 1, true);
            file.setFormatter(new SimpleFormatter());
            file.setLevel(Level.INFO);
            root.addHandler(file);
        } catch (IOException unwritable) {
            throw new WrongUseException(
                    "--home: can't write to " + home + ": " + unwritable.getMessage() + "; name another folder");
        }
    }
}
