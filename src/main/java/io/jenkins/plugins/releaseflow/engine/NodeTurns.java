package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** The turns of one node: what it does, one thing at a time, and how it hears of what it waited for. Safe for use by many threads. */
final class NodeTurns {
    private final SerialExecutor turns;
    private final Consumer<NodeObservation> see;
    private final Consumer<Throwable> broke;

    /**
     * @param see hears, in a turn, what an answer showed
     * @param broke hears, in a turn, that the node can't go on: the ledger can't be written
     */
    NodeTurns(Executor executor, Consumer<NodeObservation> see, Consumer<Throwable> broke) {
        this.turns = new SerialExecutor(executor);
        this.see = see;
        this.broke = broke;
    }

    /** Does this when what was given before is done. Returns at once. */
    void run(Runnable task) {
        turns.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException unwritable) {
                broke.accept(unwritable);
            }
        });
    }

    /** Shows something. Only in a turn. */
    void show(NodeObservation seen) {
        see.accept(seen);
    }

    /** Shows what an answer came to, once it is there. Returns at once. */
    <T> void observe(
            CompletionStage<T> answer,
            Function<T, NodeObservation> success,
            Function<PlatformException, NodeObservation> trouble) {
        answer.whenComplete((value, failure) -> run(() -> {
            if (failure == null) {
                see.accept(success.apply(value));
                return;
            }
            Throwable cause = cause(failure);
            if (cause instanceof PlatformException known) {
                see.accept(trouble.apply(known));
            } else if (cause instanceof NotBuiltException notBuilt) {
                see.accept(new NodeObservation.NotBuilt(notBuilt.failure()));
            } else {
                broke.accept(cause);
            }
        }));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }
}
