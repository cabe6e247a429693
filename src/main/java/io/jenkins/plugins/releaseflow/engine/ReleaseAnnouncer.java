package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tells observers what becomes of releases: in the order in which it happened, one thing at a time, without any lock held. Their failures touch neither the
 * release nor other observers, and are logged once for each kind of observer. Safe for use by many threads.
 */
public final class ReleaseAnnouncer implements ReleaseListener {
    private static final Logger LOGGER = Logger.getLogger(ReleaseAnnouncer.class.getName());

    private final SerialExecutor turns;
    private final Supplier<? extends Iterable<? extends ReleaseObserver>> observers;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /**
     * @param executor observers are called on its threads
     * @param observers asked for again each time
     */
    public ReleaseAnnouncer(Executor executor, Supplier<? extends Iterable<? extends ReleaseObserver>> observers) {
        this.turns = new SerialExecutor(executor);
        this.observers = observers;
    }

    @Override
    public void changed(Release release, ReleaseEvent event) {
        news(release, event).ifPresent(news -> turns.execute(() -> tell(news)));
    }

    /** What observers hear of an event; empty where they do not. */
    private static Optional<Consumer<ReleaseObserver>> news(Release release, ReleaseEvent event) {
        if (event instanceof ReleaseEvent.Opened) {
            return Optional.of(observer -> observer.onOpened(release));
        } else if (event instanceof ReleaseEvent.OperationStarted started) {
            return release.node(started.node()).map(node -> observer -> observer.onNodeStarted(release, node));
        } else if (event instanceof ReleaseEvent.NodeEnded ended) {
            return ended(release, ended.node());
        } else if (event instanceof ReleaseEvent.DoubtResolved resolved) {
            return ended(release, resolved.node());
        } else if (event instanceof ReleaseEvent.Ended) {
            return Optional.of(observer -> observer.onEnded(release));
        }
        return Optional.empty();
    }

    private static Optional<Consumer<ReleaseObserver>> ended(Release release, String id) {
        Optional<Node> node = release.node(id).filter(known -> known.state().isEnd());
        return node.map(known -> observer -> observer.onNodeEnded(release, known));
    }

    private void tell(Consumer<ReleaseObserver> news) {
        for (ReleaseObserver observer : observers.get()) {
            try {
                news.accept(observer);
            } catch (RuntimeException | LinkageError failure) {
                if (failed.add(observer.getClass().getName())) {
                    LOGGER.log(
                            Level.WARNING,
                            failure,
                            () -> observer.getClass().getName()
                                    + " failed when it was told of a release; further failures of it are not logged");
                }
            }
        }
    }
}
