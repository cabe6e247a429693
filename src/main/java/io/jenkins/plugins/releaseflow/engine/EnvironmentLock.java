package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The lock of one environment: one release holds it, the others wait in the order of their numbers, which is that in which they were opened, also when a
 * restart makes them ask in another order. Safe for use by many threads.
 */
final class EnvironmentLock {
    /**
     * What a waiting release waits for.
     *
     * @param place its place in the queue, from 1
     * @param length how many wait
     */
    record Waiting(LockPlace holder, int place, int length) {}

    private record Waiter(LockPlace release, CompletableFuture<Void> granted, Consumer<Waiting> console) {}

    private final Clock clock;
    private final List<Waiter> queue = new ArrayList<>();
    private Optional<LockPlace> holder = Optional.empty();

    EnvironmentLock(Clock clock) {
        this.clock = clock;
    }

    /** The release holds the lock by its record, since it held it before a restart. */
    synchronized void heldBy(LockPlace release) {
        holder = Optional.of(release);
    }

    /**
     * The stage is done when the release holds the lock. Asking again for what is held is granted at once.
     *
     * @param console hears what it waits for: at once where it has to wait, and whenever another release holds the lock
     */
    CompletableFuture<Void> acquire(LockPlace release, Consumer<Waiting> console) {
        CompletableFuture<Void> granted = new CompletableFuture<>();
        Waiting waiting;
        synchronized (this) {
            if (holder.isEmpty() || holder.get().id().equals(release.id())) {
                holder = holder.or(() -> Optional.of(release.since(clock.instant())));
                granted.complete(null);
                return granted;
            }
            queue.add(new Waiter(release, granted, console));
            queue.sort(Comparator.comparing((Waiter waiter) -> waiter.release().kind() != ReleaseKind.ROLLBACK)
                    .thenComparing(waiter -> waiter.release().id().number()));
            waiting = waiting(release.id()).orElseThrow();
        }
        console.accept(waiting);
        return granted;
    }

    /** Gives the lock back, or the place in the queue: then its stage is cancelled. */
    void release(ReleaseId id) {
        List<Waiter> leaving;
        List<Waiter> granted = List.of();
        List<Runnable> news = new ArrayList<>();
        synchronized (this) {
            leaving = take(id);
            if (holder.filter(held -> held.id().equals(id)).isPresent()) {
                holder = queue.stream().findFirst().map(next -> next.release().since(clock.instant()));
                granted = holder.map(next -> take(next.id())).orElse(List.of());
                for (Waiter waiter : queue) {
                    Waiting waiting = waiting(waiter.release().id()).orElseThrow();
                    news.add(() -> waiter.console().accept(waiting));
                }
            }
        }
        leaving.forEach(waiter -> waiter.granted().cancel(false));
        granted.forEach(waiter -> waiter.granted().complete(null));
        news.forEach(Runnable::run);
    }

    private List<Waiter> take(ReleaseId id) {
        List<Waiter> taken = queue.stream()
                .filter(waiter -> waiter.release().id().equals(id))
                .toList();
        queue.removeAll(taken);
        return taken;
    }

    synchronized Optional<LockPlace> holder() {
        return holder;
    }

    /** What a release waits for; empty where it does not wait. */
    synchronized Optional<Waiting> waiting(ReleaseId id) {
        List<ReleaseId> ids =
                queue.stream().map(waiter -> waiter.release().id()).distinct().toList();
        int at = ids.indexOf(id);
        return at < 0 ? Optional.empty() : holder.map(held -> new Waiting(held, at + 1, ids.size()));
    }
}
