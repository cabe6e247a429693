package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A request beside those of releases, sent at the pace of all. Holds no thread while it waits for its turn.
 *
 * @param <T> what is answered
 */
final class PacedRequest<T> {
    private final RequestPace pace;
    private final RequestPurpose purpose;
    private final Supplier<CompletionStage<T>> request;
    private final ScheduledExecutorService executor;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    PacedRequest(
            RequestPace pace, boolean word, Supplier<CompletionStage<T>> request, ScheduledExecutorService executor) {
        this.pace = pace;
        this.purpose = word ? RequestPurpose.WOKEN_LOOK : RequestPurpose.LOOK;
        this.request = request;
        this.executor = executor;
    }

    /** Fails with PlatformException where the platform fails. */
    CompletionStage<T> send() {
        Optional<Duration> wait = pace.take(purpose, 1);
        if (wait.isPresent()) {
            executor.schedule(this::send, wait.get().toMillis(), TimeUnit.MILLISECONDS);
        } else {
            request.get().whenCompleteAsync(this::answered, executor);
        }
        return answer;
    }

    private void answered(T value, Throwable failure) {
        pace.done(1);
        if (failure == null) {
            answer.complete(value);
            return;
        }
        PlatformException trouble = OperationWatcher.asPlatformException(failure);
        trouble.retryAfter().ifPresent(pace::pause);
        answer.completeExceptionally(trouble);
    }
}
