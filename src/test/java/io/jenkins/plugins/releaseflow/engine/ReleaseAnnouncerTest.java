package io.jenkins.plugins.releaseflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.release.Node;
import io.jenkins.plugins.releaseflow.release.NodeKind;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.OnInDoubt;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import io.jenkins.plugins.releaseflow.release.Origin;
import io.jenkins.plugins.releaseflow.release.Release;
import io.jenkins.plugins.releaseflow.release.ReleaseEvent;
import io.jenkins.plugins.releaseflow.release.ReleaseFold;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseKind;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What observers of releases hear. */
class ReleaseAnnouncerTest {
    private static final ReleaseId RELEASE = new ReleaseId("production", 1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final List<ReleaseObserver> observers = new ArrayList<>(List.of(new ReleaseObserver() {
        @Override
        public void onOpened(Release release) {
            heard.add("opened " + release.id());
        }

        @Override
        public void onNodeStarted(Release release, Node node) {
            heard.add("started " + node.id());
        }

        @Override
        public void onNodeEnded(Release release, Node node) {
            heard.add("ended " + node.id() + " " + node.state());
        }

        @Override
        public void onEnded(Release release) {
            heard.add("ended " + release.id() + " " + release.state());
        }
    }));
    private final ReleaseAnnouncer announcer = new ReleaseAnnouncer(tasks::add, () -> observers);

    @Test
    void theyAreCalledInOrderAndNotOnTheThreadThatHoldsTheLocks() {
        happen();

        assertThat(heard).isEmpty();
        run();
        assertThat(heard)
                .containsExactly(
                        "opened production #1", "started n1", "ended n1 COMPLETED", "ended production #1 RELEASED");
    }

    @Test
    void oneThatFailsDisturbsNobodyAndIsLoggedOnce() {
        observers.add(0, new ReleaseObserver() {
            @Override
            public void onOpened(Release release) {
                throw new IllegalStateException("no network");
            }

            @Override
            public void onEnded(Release release) {
                throw new NoClassDefFoundError("of an older version");
            }
        });
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ReleaseAnnouncer.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            happen();
            run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }

        assertThat(heard).hasSize(4);
        assertThat(logged).singleElement().asString().contains("failed when it was told of a release");
    }

    private void happen() {
        List<ReleaseEvent> events = List.of(
                new ReleaseEvent.Opened(
                        NOON, RELEASE, ReleaseKind.RELEASE, "v1", "", new Origin("ann", "", "shop", "shop#1", "main")),
                new ReleaseEvent.LockTaken(NOON),
                new ReleaseEvent.NodePlanned(
                        NOON,
                        "n1",
                        NodeKind.RUN_JOB,
                        "Run job migrate",
                        new NodeTerms(Duration.ofMinutes(5), OnAbort.DETACH, OnInDoubt.ASK, 0)),
                new ReleaseEvent.OperationStarted(
                        NOON, "n1", new OperationReference(OperationKind.JOB_RUN, "migrate", "r1", Map.of())),
                new ReleaseEvent.NodeEnded(NOON, "n1", NodeState.COMPLETED, Map.of(), Optional.empty()),
                new ReleaseEvent.Ended(NOON, ReleaseState.RELEASED, "", Optional.empty()));
        for (int happened = 1; happened <= events.size(); happened++) {
            announcer.changed(
                    ReleaseFold.of(RELEASE, events.subList(0, happened)).orElseThrow(), events.get(happened - 1));
        }
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
