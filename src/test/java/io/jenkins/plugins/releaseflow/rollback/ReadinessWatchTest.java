package io.jenkins.plugins.releaseflow.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.engine.EngineSettings;
import io.jenkins.plugins.releaseflow.engine.ReleaseEngine;
import io.jenkins.plugins.releaseflow.engine.SteeredPlatform;
import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import io.jenkins.plugins.releaseflow.release.ReleaseState;
import io.jenkins.plugins.releaseflow.release.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three releases are there, and the newest two may be rolled back to. */
@Timeout(60)
class ReadinessWatchTest {
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T09:00:00Z"));
    private final SteeredPlatform platform = new SteeredPlatform();

    @TempDir
    private Path directory;

    private ReadinessWatch watch;

    @BeforeEach
    void release() {
        History history = new History(directory);
        for (int number = 1; number <= 3; number++) {
            history.open("v" + number)
                    .deploy(Target.service("shop"), "b" + number)
                    .end(ReleaseState.RELEASED);
        }
        ReleaseEngine engine = new ReleaseEngine(
                new Ledger(directory),
                (environment, origin) -> platform,
                EngineSettings::of,
                executor,
                new Clock() {
                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }

                    @Override
                    public Instant instant() {
                        return now.get();
                    }
                },
                new Random(1));
        watch = new ReadinessWatch(
                engine,
                (environment, origin) -> platform,
                environment -> 2,
                new BackupKeeper(environment -> false),
                executor);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static ReleaseId release(int number) {
        return new ReleaseId("production", number);
    }

    /** Waits until all that was asked for is over: the platform answers at once, so that nothing is under way outside of the executor. */
    private void settle() {
        while (executor.getActiveCount() > 0
                || !executor.getQueue().isEmpty()
                || executor.getCompletedTaskCount() < executor.getTaskCount()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void whoOpensAReleaseHasItLookedAtOnceInTenMinutes() {
        assertThat(watch.fresh(release(2))).as("nothing is waited for").isEmpty();
        settle();
        Readiness found = watch.last(release(2)).orElseThrow();
        assertThat(found.state()).isEqualTo(Readiness.State.READY);

        now.updateAndGet(before -> before.plus(Duration.ofMinutes(9)));
        assertThat(watch.fresh(release(2))).contains(found);
        settle();
        assertThat(watch.last(release(2))).contains(found);

        now.updateAndGet(before -> before.plus(Duration.ofMinutes(2)));
        assertThat(watch.fresh(release(2))).as("known meanwhile").contains(found);
        settle();
        assertThat(watch.last(release(2)).orElseThrow().at()).isEqualTo(now.get());
    }

    @Test
    void noOpenPageAsksAboutAReleaseThatIsTooOldToBeRolledBackTo() {
        assertThat(watch.fresh(release(1))).isEmpty();
        settle();
        assertThat(watch.last(release(1))).isEmpty();
    }

    @Test
    void aSweepLooksAtThoseThatMayBeRolledBackToAndForgetsOlderOnes() {
        watch.check(release(1)).toCompletableFuture().join();
        assertThat(watch.last(release(1))).isPresent();

        watch.checkAll().toCompletableFuture().join();

        assertThat(watch.last(release(1))).isEmpty();
        assertThat(watch.last(release(2))).isPresent();
        assertThat(watch.last(release(3))).isPresent();
    }
}
