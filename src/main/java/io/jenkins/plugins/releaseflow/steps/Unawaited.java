package io.jenkins.plugins.releaseflow.steps;

import java.util.concurrent.CompletionStage;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Work that nobody waits for: what it fails with is in Jenkins' log. */
final class Unawaited {
    private static final Logger LOGGER = Logger.getLogger(Unawaited.class.getName());

    private Unawaited() {}

    /** @param what the work, as the beginning of a sentence: {@code "Ending release production #3"} */
    static void log(CompletionStage<?> work, String what) {
        work.whenComplete((done, failure) -> {
            if (failure != null) {
                LOGGER.log(Level.WARNING, failure, () -> what + " failed");
            }
        });
    }
}
