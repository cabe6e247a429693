package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a service.
 *
 * @param port where it is reached
 * @param wanted what was deployed last, successfully or not
 * @param serving what was healthy last
 */
record ServiceState(
        Instant createdAt,
        int port,
        Optional<Deployment> wanted,
        Optional<Deployment> serving,
        Optional<Rollout> rollout,
        boolean disabledCd,
        boolean disabledCi,
        boolean paused) {

    ServiceState wanting(Deployment next, boolean cdOff) {
        return new ServiceState(createdAt, port, Optional.of(next), serving, rollout, cdOff, disabledCi, paused);
    }

    ServiceState serving(Deployment healthy) {
        return new ServiceState(createdAt, port, wanted, Optional.of(healthy), rollout, disabledCd, disabledCi, paused);
    }

    ServiceState at(Rollout next) {
        return new ServiceState(createdAt, port, wanted, serving, Optional.of(next), disabledCd, disabledCi, paused);
    }

    ServiceState paused(boolean pause) {
        return new ServiceState(createdAt, port, wanted, serving, rollout, disabledCd, disabledCi, pause);
    }

    ServiceState switched(boolean cdOff, boolean ciOff) {
        return new ServiceState(createdAt, port, wanted, serving, rollout, cdOff, ciOff, paused);
    }

    ServiceState on(int otherPort) {
        return new ServiceState(createdAt, otherPort, wanted, serving, rollout, disabledCd, disabledCi, paused);
    }

    /** Whether what serves is what was deployed last. */
    boolean isSettled() {
        return wanted.isPresent() && serving.isPresent() && wanted.get().runsTheSame(serving.get());
    }
}
