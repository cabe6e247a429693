package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The lock of one environment: one release holds it, the others wait in the order in which they came. Safe for use by many threads. */
final class EnvironmentLock {
    private record Waiter(ReleaseId id, CompletableFuture<Void> granted) {}

    private final Deque<Waiter> queue = new ArrayDeque<>();
    private Optional<ReleaseId> holder = Optional.empty();

    /** The stage is done when the release holds the lock. Asking again for what is held is granted at once. */
    CompletableFuture<Void> acquire(ReleaseId id) {
        CompletableFuture<Void> granted = new CompletableFuture<>();
        synchronized (this) {
            if (holder.isPresent() && !holder.get().equals(id)) {
                queue.add(new Waiter(id, granted));
                return granted;
            }
            holder = Optional.of(id);
        }
        granted.complete(null);
        return granted;
    }

    /** Gives the lock back, or the place in the queue: then its stage is cancelled. */
    void release(ReleaseId id) {
        Waiter next = null;
        List<Waiter> leaving;
        synchronized (this) {
            leaving = queue.stream().filter(waiter -> waiter.id().equals(id)).toList();
            queue.removeAll(leaving);
            if (holder.filter(id::equals).isPresent()) {
                next = queue.poll();
                holder = Optional.ofNullable(next).map(Waiter::id);
            }
        }
        leaving.forEach(waiter -> waiter.granted().cancel(false));
        if (next != null) {
            next.granted().complete(null);
        }
    }

    synchronized Optional<ReleaseId> holder() {
        return holder;
    }

    /** Who waits, first first. */
    synchronized List<ReleaseId> waiting() {
        return queue.stream().map(Waiter::id).toList();
    }
}
