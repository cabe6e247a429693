package io.jenkins.plugins.releaseflow.engine;

import io.jenkins.plugins.releaseflow.platform.Platform;
import java.time.Duration;

/**
 * How patient the engine is.
 *
 * @param poll when operations are looked at
 * @param lookUpPatience how long look-ups before a start are tried again while the platform does not answer
 * @param settle how long it may take until an operation whose start got no answer shows on the platform
 * @param vanishPatience how long an operation may be unknown to the platform, for example right after its start
 * @param logSettle how long after the end of an operation its last log lines are waited for
 * @param stopPatience how long the end of a stopped operation is waited for
 * @param mend how long after the ledger could not be written an open release is taken up again
 */
public record EngineSettings(
        PollSchedule poll,
        Duration lookUpPatience,
        Duration settle,
        Duration vanishPatience,
        Duration logSettle,
        Duration stopPatience,
        Duration mend) {
    /** What suits the platform. */
    public static EngineSettings of(Platform platform) {
        return platform.isLocal() ? local() : standard();
    }

    /** What suits a platform in the cloud. */
    public static EngineSettings standard() {
        return new EngineSettings(
                PollSchedule.standard(),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofSeconds(3),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    /** What suits a platform on the same machine. */
    public static EngineSettings local() {
        return new EngineSettings(
                PollSchedule.local(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5));
    }
}
