package io.jenkins.plugins.releaseflow.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What platforms told forms a moment ago, so that a form which asks with every key that is pressed costs one request. Safe for use by many threads. */
final class RecentAnswers {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int MOST = 100;

    /**
     * @param asked whom, compared by identity or equality
     * @param question what, for example {@code builds of api}
     */
    private record Key(Object asked, String question) {}

    private record Answer(CompletionStage<?> stage, Instant askedAt) {}

    private final Map<Key, Answer> answers = new HashMap<>();
    private final Clock clock;

    RecentAnswers(Clock clock) {
        this.clock = clock;
    }

    /** The answer of a moment ago, or a new one. An answer that failed is asked for again the next time. */
    @SuppressWarnings("unchecked") // One question has answers of one type.
    synchronized <T> CompletionStage<T> ask(Object asked, String question, Supplier<CompletionStage<T>> asking) {
        Instant now = clock.instant();
        answers.values().removeIf(answer -> answer.askedAt().plus(FRESH).isBefore(now) || failed(answer));
        if (answers.size() >= MOST) {
            answers.clear();
        }
        return (CompletionStage<T>)
                answers.computeIfAbsent(new Key(asked, question), key -> new Answer(asking.get(), now))
                        .stage();
    }

    private static boolean failed(Answer answer) {
        return answer.stage().toCompletableFuture().isCompletedExceptionally();
    }
}
