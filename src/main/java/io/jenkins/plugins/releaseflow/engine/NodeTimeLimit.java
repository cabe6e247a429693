package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Node;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The time that a node may take. Used by one thread at a time. */
final class NodeTimeLimit {
    private final NodeOrder order;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Consumer<String> over;
    private Optional<ScheduledFuture<?>> timer = Optional.empty();

    /**
     * @param over hears, on one of the executor's threads, why the node has to end
     */
    NodeTimeLimit(NodeOrder order, ScheduledExecutorService executor, Clock clock, Consumer<String> over) {
        this.order = order;
        this.executor = executor;
        this.clock = clock;
        this.over = over;
    }

    /** Counts from when the record says that it began, also when that was before a restart. */
    void start(Node node) {
        Duration limit = order.terms().timeout();
        Duration left = Duration.between(clock.instant(), node.timedFrom().plus(limit));
        String why = order.work().label() + " did not end within " + Durations.text(limit)
                + ". Raise its parameter 'timeout' (minutes) where that is too short";
        timer = Optional.of(
                executor.schedule(() -> over.accept(why), Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS));
    }

    void end() {
        timer.ifPresent(running -> running.cancel(false));
        timer = Optional.empty();
    }
}
