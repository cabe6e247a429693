package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ManagedProcess;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.PortLease;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One running process of a service.
 *
 * @param name its container's name
 * @param directory where its traces are
 * @param lease the port where it listens
 * @param restart whether it takes the place of an instance of the same deployment that ended
 * @param place what a command in its container finds
 */
record Instance(
        String name,
        Path directory,
        Deployment deployment,
        PortLease lease,
        ManagedProcess process,
        HealthProbe probe,
        Instant startedAt,
        boolean restart,
        CommandPlace place) {
    /** Where it listens. */
    int port() {
        return lease.port();
    }
}
