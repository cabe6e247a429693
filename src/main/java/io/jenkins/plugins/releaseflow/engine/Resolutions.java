package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Resolution;
import java.util.Optional;

/** The ways out of a doubt, in the words that people use for them. */
public final class Resolutions {
    /** The words, for messages that have to name them all. */
    public static final String WORDS = "'adopt', 'completed', 'failed' or 'again'";

    private Resolutions() {}

    /**
     * The way out that the words mean.
     *
     * @param word {@code adopt}, {@code completed}, {@code failed} or {@code again}
     * @param operation the platform's id of the operation that is adopted; present with {@code adopt}, and only then
     * @throws IllegalArgumentException with a message for people
     */
    public static Resolution of(String word, Optional<String> operation) {
        if (word.equals("adopt")) {
            return new Resolution.Adopt(operation.orElseThrow(() -> new IllegalArgumentException(
                    "operation: is missing; give the platform's id of the operation to adopt")));
        }
        Resolution resolution =
                switch (word) {
                    case "completed" -> new Resolution.MarkCompleted();
                    case "failed" -> new Resolution.MarkFailed();
                    case "again" -> new Resolution.RunAgain();
                    default ->
                        throw new IllegalArgumentException("resolution: '" + word + "' is not a way out; use " + WORDS);
                };
        operation.ifPresent(id -> {
            throw new IllegalArgumentException(
                    "operation: '" + id + "' is given, but resolution is '" + word + "'; use 'adopt', or leave it out");
        });
        return resolution;
    }

    static String text(Resolution resolution) {
        if (resolution instanceof Resolution.Adopt adopt) {
            return adopt.operation() + " adopted";
        } else if (resolution instanceof Resolution.MarkCompleted) {
            return "marked as completed";
        }
        return resolution instanceof Resolution.MarkFailed ? "marked as failed" : "run again";
    }
}
