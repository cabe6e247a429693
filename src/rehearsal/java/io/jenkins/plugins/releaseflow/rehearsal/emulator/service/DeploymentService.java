package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildCatalog;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildChoice;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.CommandConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Surroundings;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.ServiceSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.Rollout.Reason;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A deployment service of the emulated project. Thread-safe. */
public final class DeploymentService implements AutoCloseable {
    private final String id;
    private final ServiceSpec spec;
    private final BuildCatalog builds;
    private final StateFile<ServiceState> state;
    private final LogFile log;
    private final Forwarder forwarder;
    private final Supervisor supervisor;

    /**
     * Opens the service's port.
     *
     * @throws EmulatorException when the project file names a port that is in use
     */
    public DeploymentService(
            String id, ServiceSpec spec, Path directory, BuildCatalog builds, Surroundings surroundings, Host host) {
        this.id = id;
        this.spec = spec;
        this.builds = builds;
        this.state = new StateFile<>(directory.resolve("service.json"), ServiceState.class);
        this.log = new LogFile(directory.resolve("service.log"), host.logClock());
        ServiceState found = state.read()
                .orElseGet(() -> new ServiceState(
                        host.clock().instant(),
                        spec.port(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        !spec.cd(),
                        false,
                        false));
        this.forwarder = open(id, spec, found);
        state.write(found.on(forwarder.port()));
        Path instances = directory.resolve("instances");
        this.supervisor = new Supervisor(
                id,
                new InstanceStarter(id, spec, instances, builds, surroundings, log, host),
                forwarder,
                state,
                log,
                Duration.ofSeconds(spec.startLimit()),
                host);
        builds.service(spec.build()).onSuccess(this::built);
    }

    private static Forwarder open(String id, ServiceSpec spec, ServiceState found) {
        int wanted = spec.port() == 0 ? found.port() : spec.port();
        try {
            return Forwarder.open(wanted);
        } catch (IOException inUse) {
            if (spec.port() == 0) {
                return openAny();
            }
            throw new EmulatorException(
                    "port " + wanted + " of the service '" + id + "' cannot be opened (" + inUse.getMessage()
                            + "); end what uses it, or change 'port' in the project file",
                    inUse);
        }
    }

    private static Forwarder openAny() {
        try {
            return Forwarder.open(0);
        } catch (IOException failure) {
            throw new EmulatorException("no port is free on 127.0.0.1", failure);
        }
    }

    /** Ends what an earlier emulator left running and starts what it had deployed. */
    public void recover() {
        supervisor.begin();
    }

    public String id() {
        return id;
    }

    private ServiceState state() {
        return state.read().orElseThrow();
    }

    public Instant createdAt() {
        return state().createdAt();
    }

    /** Where it is reached on 127.0.0.1. */
    public int port() {
        return forwarder.port();
    }

    public boolean disabledCd() {
        return state().disabledCd();
    }

    public boolean disabledCi() {
        return state().disabledCi();
    }

    public boolean isPaused() {
        return state().paused();
    }

    /** How far the deployment is; empty until something was deployed. */
    public Optional<Rollout> rollout() {
        return state().rollout();
    }

    /** What was deployed last; empty until something was. */
    public Optional<Deployment> deployment() {
        return state().wanted();
    }

    /** What serves, or would if the service were not paused; empty until something was healthy. */
    public Optional<Deployment> serving() {
        return state().serving();
    }

    /** The build service that its images come from. */
    public String buildService() {
        return deployment()
                .map(Deployment::buildService)
                .filter(found -> !found.isEmpty())
                .orElse(spec.build());
    }

    /** Whether nothing is under way: the last deployment has come to its end. */
    public boolean isSettled() {
        Optional<Rollout> rollout = rollout();
        return isPaused()
                || rollout.isEmpty()
                || rollout.get().status() == Rollout.Status.COMPLETED
                || rollout.get().status() == Rollout.Status.FAILED;
    }

    /** Rolls a build out, or the present one with another command. Continuous deployment is off afterwards. */
    public synchronized void deploy(Optional<BuildChoice> choice, CommandConfig command) {
        Deployment next = choice.isPresent()
                ? builds.settle(choice.get(), spec.build(), deployment(), command)
                : deployment()
                        .map(current -> current.with(command, deployment()))
                        .orElseThrow(() -> Refusal.conflict("no-deployment", "No deployment configured"));
        want(next, true);
    }

    private synchronized void built(Build build) {
        BuildService service = builds.service(spec.build());
        if (!disabledCd() && !disabledCi() && !isPaused() && BuildCatalog.follows(deployment(), service, build)) {
            want(BuildCatalog.continuous(service, build, deployment()), false);
        }
    }

    private void want(Deployment next, boolean cdOff) {
        synchronized (supervisor) {
            state.write(state().wanting(next, cdOff));
            if (next.isRunnable()) {
                supervisor.rollOut(next, Reason.DEPLOYING);
            }
        }
    }

    /** Stops the instances; the port answers 503. */
    public synchronized void pause() {
        synchronized (supervisor) {
            state.write(state().paused(true));
            supervisor.stop();
        }
    }

    /** Ends the pause, and switches continuous integration and deployment where values are given. */
    public synchronized void resume(Optional<Boolean> disabledCi, Optional<Boolean> disabledCd) {
        synchronized (supervisor) {
            if (!isPaused()) {
                throw Refusal.conflict("service-not-paused", "Service is not paused");
            }
            state.write(
                    state().paused(false).switched(disabledCd.orElse(disabledCd()), disabledCi.orElse(disabledCi())));
            supervisor.resume();
        }
    }

    /** Replaces the instance by a new one of the same build. */
    public synchronized void restart() {
        if (isPaused()) {
            throw Refusal.conflict("service-paused", "Service is paused");
        }
        serving().ifPresent(serving -> supervisor.rollOut(serving, Reason.SCALING));
    }

    /** The containers, the serving one first. */
    public List<Container> containers() {
        return supervisor.instances().stream()
                .map(instance -> new Container(
                        instance.name(),
                        instance.startedAt(),
                        supervisor.isActive(instance) ? "TASK_RUNNING" : "TASK_STARTING"))
                .toList();
    }

    /** Where a command in the serving container runs. */
    public CommandPlace commandPlace() {
        return supervisor.instances().stream()
                .filter(supervisor::isActive)
                .findFirst()
                .map(Instance::place)
                .orElseThrow(() -> Refusal.conflict("no-container", "No container of service " + id() + " is running"));
    }

    /** What all instances have written. */
    public List<LogLine> log() {
        return log.read();
    }

    /** Ends the processes and closes the port; blocks until they are gone. */
    @Override
    public void close() {
        supervisor.close();
    }

    /** A running container, with its state in Northflank's words. */
    public record Container(String name, Instant startedAt, String status) {}
}
