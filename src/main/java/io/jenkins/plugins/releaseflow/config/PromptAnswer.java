package io.jenkins.plugins.releaseflow.config;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a platform told a form, which waits for it a moment only.
 *
 * @param value empty where it told nothing in time
 * @param problem for people, in one line; empty where there is a value
 */
record PromptAnswer<T>(Optional<T> value, String problem) {
    /** How long a form waits. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Waits for an answer, on the thread of the form's request. */
    static <T> PromptAnswer<T> of(CompletionStage<T> asked, Duration patience) {
        try {
            return new PromptAnswer<>(
                    Optional.of(asked.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS)), "");
        } catch (ExecutionException failure) {
            return none(problem(failure.getCause()));
        } catch (TimeoutException late) {
            return none(Messages.PromptAnswer_Late(PATIENCE.toSeconds()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return none(Messages.PromptAnswer_Late(PATIENCE.toSeconds()));
        }
    }

    static <T> PromptAnswer<T> none(String problem) {
        return new PromptAnswer<>(Optional.empty(), problem);
    }

    private static String problem(Throwable failure) {
        return failure instanceof PlatformException || failure instanceof IllegalArgumentException
                ? failure.getMessage()
                : failure.toString();
    }
}
