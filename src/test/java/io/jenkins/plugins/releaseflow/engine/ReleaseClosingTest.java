package io.jenkins.plugins.releaseflow.engine;

import static io.jenkins.plugins.releaseflow.engine.EngineFixture.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releaseflow.ledger.Ledger;
import io.jenkins.plugins.releaseflow.platform.OperationPhase;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.NodeTerms;
import io.jenkins.plugins.releaseflow.release.OnAbort;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReleaseClosingTest {
    @TempDir
    private Path home;

    @Test
    void anEndThatCouldNotEvenBeBegunIsTriedAgain() {
        EngineFixture given = new EngineFixture(home);
        ReleaseId release = given.open("v1");
        given.run(
                release,
                new NodeOrder(
                        "n1",
                        new NodeWork.RunJob("migrate", Optional.empty(), Map.of()),
                        NodeTerms.of(Duration.ofMinutes(5), OnAbort.DETACH)));
        given.awaitReference(release, "n1");
        given.close();
        given.platform().end("migrate-1", OperationPhase.SUCCEEDED);

        AtomicInteger asked = new AtomicInteger();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
        try {
            ReleaseEngine engine = new ReleaseEngine(
                    new Ledger(home),
                    (environment, origin) -> given.platform(),
                    any -> {
                        if (asked.getAndIncrement() == 0) {
                            throw new IllegalStateException("no settings yet");
                        }
                        return EngineFixture.QUICK;
                    },
                    executor,
                    Clock.systemUTC(),
                    new Random(1));
            engine.recover(origin -> false);

            awaitUntil(() -> !given.release(release).isOpen());
            assertThat(given.node(release, "n1").state()).isEqualTo(NodeState.COMPLETED);
        } finally {
            executor.shutdownNow();
        }
    }
}
