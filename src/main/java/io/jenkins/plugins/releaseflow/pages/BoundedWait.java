package io.jenkins.plugins.releaseflow.pages;

import io.jenkins.plugins.releaseflow.ledger.LedgerException;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns what the engine promises into an answer at once, since a request and a command line can't wait for ever. Safe for use by many threads. */
final class BoundedWait {
    private static final Logger LOGGER = Logger.getLogger(BoundedWait.class.getName());

    private final Duration patience;

    BoundedWait(Duration patience) {
        this.patience = patience;
    }

    /**
     * What the engine promised; empty where that takes longer. The engine goes on with it.
     *
     * @throws CompletionException where the engine failed
     */
    <T> Optional<T> result(CompletionStage<T> promised) {
        try {
            return Optional.of(promised.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException later) {
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The answer, or the refusal that a failure on the way to it means. */
    ControlAnswer answering(Supplier<ControlAnswer> answer) {
        try {
            return answer.get();
        } catch (RuntimeException failure) {
            return refusal(failure);
        }
    }

    private static ControlAnswer refusal(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return refusal(failure.getCause());
        } else if (failure instanceof UnknownThingException) {
            return ControlAnswer.refused(HttpURLConnection.HTTP_NOT_FOUND, failure.getMessage());
        } else if (failure instanceof IllegalArgumentException) {
            return ControlAnswer.refused(HttpURLConnection.HTTP_BAD_REQUEST, failure.getMessage());
        } else if (failure instanceof IllegalStateException) {
            return ControlAnswer.refused(HttpURLConnection.HTTP_CONFLICT, failure.getMessage());
        } else if (failure instanceof PlatformException) {
            return ControlAnswer.refused(HttpURLConnection.HTTP_BAD_GATEWAY, failure.getMessage());
        } else if (failure instanceof LedgerException) {
            return ControlAnswer.refused(HttpURLConnection.HTTP_UNAVAILABLE, failure.getMessage());
        }
        LOGGER.log(Level.SEVERE, failure, () -> "Something that nobody foresaw went wrong with a request");
        return ControlAnswer.refused(
                HttpURLConnection.HTTP_INTERNAL_ERROR,
                "Something went wrong, and it is an error of Release Flow; please report it with the log");
    }
}
