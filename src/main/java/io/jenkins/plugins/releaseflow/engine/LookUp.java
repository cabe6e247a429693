package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks a platform again while it does not answer. Only for requests that may be sent twice. Safe for use by many threads. */
final class LookUp {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Duration patience;
    private final NodeConsole console;

    LookUp(ScheduledExecutorService executor, Clock clock, Duration patience, NodeConsole console) {
        this.executor = executor;
        this.clock = clock;
        this.patience = patience;
        this.console = console;
    }

    /** Fails with the last trouble where the platform does not answer within the patience. */
    <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        attempt(request, answer, clock.instant().plus(patience), FIRST_PAUSE);
        return answer;
    }

    private <T> void attempt(
            Supplier<CompletionStage<T>> request, CompletableFuture<T> answer, Instant giveUp, Duration pause) {
        request.get()
                .whenCompleteAsync(
                        (value, failure) -> {
                            if (failure == null) {
                                if (!pause.equals(FIRST_PAUSE)) {
                                    console.println("The platform answers again");
                                }
                                answer.complete(value);
                                return;
                            }
                            PlatformException trouble = OperationWatcher.asPlatformException(failure);
                            Duration wait = trouble.retryAfter()
                                    .filter(asked -> asked.compareTo(pause) > 0)
                                    .orElse(pause);
                            if (!trouble.isPassing()
                                    || clock.instant().plus(wait).isAfter(giveUp)) {
                                answer.completeExceptionally(trouble);
                                return;
                            }
                            if (pause.equals(FIRST_PAUSE)) {
                                console.println(trouble.getMessage() + "; trying again");
                            }
                            Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                                    ? LONGEST_PAUSE
                                    : pause.multipliedBy(2);
                            executor.schedule(
                                    () -> attempt(request, answer, giveUp, next),
                                    wait.toMillis(),
                                    TimeUnit.MILLISECONDS);
                        },
                        executor);
    }
}
