package io.jenkins.plugins.releaseflow.rehearsal.emulator;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.api.UndocumentedAnswers;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.RunStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How an emulator is started.
 *
 * @param port where the API is reached on 127.0.0.1; 0: a free one
 * @param token what clients must send; a random one when empty
 * @param random makes the identifiers and the token
 * @param pace how long each stage of a backup or restore takes at least, so that it can be seen and aborted
 * @param grace how long a process that is asked to end may take before it is killed
 * @param commitPoll how often the repositories are looked at for new commits
 * @param abortedRunStatus what an aborted job run shows; Northflank does not document it
 * @param undocumented how it answers where Northflank does not say how
 */
public record EmulatorOptions(
        int port,
        Optional<String> token,
        Clock clock,
        RandomGenerator random,
        Duration pace,
        Duration grace,
        Duration commitPoll,
        RunStatus abortedRunStatus,
        UndocumentedAnswers undocumented) {

    /** A free port, a random token, the system's clock. */
    public static EmulatorOptions defaults() {
        return new EmulatorOptions(
                0,
                Optional.empty(),
                Clock.systemUTC(),
                new SecureRandom(),
                Duration.ZERO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                RunStatus.FAILED,
                UndocumentedAnswers.usual());
    }

    public EmulatorOptions withPort(int other) {
        return new EmulatorOptions(
                other, token, clock, random, pace, grace, commitPoll, abortedRunStatus, undocumented);
    }

    public EmulatorOptions withToken(String other) {
        return new EmulatorOptions(
                port, Optional.of(other), clock, random, pace, grace, commitPoll, abortedRunStatus, undocumented);
    }

    public EmulatorOptions withClock(Clock other) {
        return new EmulatorOptions(port, token, other, random, pace, grace, commitPoll, abortedRunStatus, undocumented);
    }

    public EmulatorOptions withPace(Duration other) {
        return new EmulatorOptions(
                port, token, clock, random, other, grace, commitPoll, abortedRunStatus, undocumented);
    }

    public EmulatorOptions withAbortedRunStatus(RunStatus other) {
        return new EmulatorOptions(port, token, clock, random, pace, grace, commitPoll, other, undocumented);
    }

    public EmulatorOptions withGrace(Duration other) {
        return new EmulatorOptions(port, token, clock, random, pace, other, commitPoll, abortedRunStatus, undocumented);
    }

    public EmulatorOptions withCommitPoll(Duration other) {
        return new EmulatorOptions(port, token, clock, random, pace, grace, other, abortedRunStatus, undocumented);
    }

    public EmulatorOptions withUndocumented(UndocumentedAnswers other) {
        return new EmulatorOptions(port, token, clock, random, pace, grace, commitPoll, abortedRunStatus, other);
    }
}
