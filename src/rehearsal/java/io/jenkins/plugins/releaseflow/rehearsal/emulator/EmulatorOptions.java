package io.jenkins.plugins.releaseflow.rehearsal.emulator;

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
 * @param tellsRunOnSourceChange whether a look at a job tells if it runs when its image changes; Northflank does not document that it does
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
        boolean tellsRunOnSourceChange) {

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
                false);
    }

    public EmulatorOptions withPort(int other) {
        return new EmulatorOptions(
                other, token, clock, random, pace, grace, commitPoll, abortedRunStatus, tellsRunOnSourceChange);
    }

    public EmulatorOptions withToken(String other) {
        return new EmulatorOptions(
                port,
                Optional.of(other),
                clock,
                random,
                pace,
                grace,
                commitPoll,
                abortedRunStatus,
                tellsRunOnSourceChange);
    }

    public EmulatorOptions withClock(Clock other) {
        return new EmulatorOptions(
                port, token, other, random, pace, grace, commitPoll, abortedRunStatus, tellsRunOnSourceChange);
    }

    public EmulatorOptions withPace(Duration other) {
        return new EmulatorOptions(
                port, token, clock, random, other, grace, commitPoll, abortedRunStatus, tellsRunOnSourceChange);
    }

    public EmulatorOptions withAbortedRunStatus(RunStatus other) {
        return new EmulatorOptions(port, token, clock, random, pace, grace, commitPoll, other, tellsRunOnSourceChange);
    }

    public EmulatorOptions withGrace(Duration other) {
        return new EmulatorOptions(
                port, token, clock, random, pace, other, commitPoll, abortedRunStatus, tellsRunOnSourceChange);
    }

    public EmulatorOptions withCommitPoll(Duration other) {
        return new EmulatorOptions(
                port, token, clock, random, pace, grace, other, abortedRunStatus, tellsRunOnSourceChange);
    }

    public EmulatorOptions withToldRunOnSourceChange() {
        return new EmulatorOptions(port, token, clock, random, pace, grace, commitPoll, abortedRunStatus, true);
    }
}
