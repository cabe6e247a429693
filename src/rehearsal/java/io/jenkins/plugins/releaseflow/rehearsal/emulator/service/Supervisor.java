package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Happening;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.Rollout.Reason;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.Rollout.Status;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.DurableFiles;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps one instance of a service running and replaces it without a gap: the new instance gets the traffic once it is
 * healthy, and if it never is, the old one keeps it. An instance that ends by itself is started again, after a pause
 * that doubles each time. Thread-safe.
 */
final class Supervisor {
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration STABLE = Duration.ofSeconds(30);
    private static final int CRASHES_UNTIL_FAILED = 5;

    private final String service;
    private final InstanceStarter starter;
    private final Forwarder forwarder;
    private final StateFile<ServiceState> state;
    private final LogFile log;
    private final Host host;
    private final Duration startLimit;
    private final Set<Instance> retiring = ConcurrentHashMap.newKeySet();
    private Optional<Instance> active = Optional.empty();
    private Optional<Instance> candidate = Optional.empty();
    private Optional<Deployment> due = Optional.empty();
    private int crashes;
    private Instant restartAt = Instant.EPOCH;
    private boolean closed;

    Supervisor(
            String service,
            InstanceStarter starter,
            Forwarder forwarder,
            StateFile<ServiceState> state,
            LogFile log,
            Duration startLimit,
            Host host) {
        this.service = service;
        this.starter = starter;
        this.forwarder = forwarder;
        this.state = state;
        this.log = log;
        this.startLimit = startLimit;
        this.host = host;
    }

    /** Takes up the service where an earlier emulator left it. */
    synchronized void begin() {
        starter.endLeftovers();
        ServiceState found = state();
        if (!found.paused()) {
            takeUp(found);
        }
        host.watch(this::look);
    }

    private void takeUp(ServiceState found) {
        if (found.rollout().filter(Rollout::isUnsettledDeployment).isPresent()) {
            due = found.wanted().filter(Deployment::isRunnable);
        } else if (found.isSettled()) {
            enter(Status.IN_PROGRESS, Reason.SCALING);
        }
    }

    /** Rolls the deployment out; one that is under way is given up. */
    synchronized void rollOut(Deployment deployment, Reason reason) {
        enter(Status.PENDING, reason);
        due = Optional.of(deployment);
    }

    /** Stops the instances. */
    synchronized void stop() {
        forwarder.forwardTo(0);
        due = Optional.empty();
        Stream.concat(active.stream(), candidate.stream()).forEach(this::retire);
        active = Optional.empty();
        candidate = Optional.empty();
    }

    /** Starts what served before a stop. */
    synchronized void resume() {
        restartAt = Instant.EPOCH;
        crashes = 0;
        takeUp(state());
    }

    /** The instance that serves, and the one that is to follow it. */
    synchronized List<Instance> instances() {
        return Stream.concat(active.stream(), candidate.stream()).toList();
    }

    synchronized boolean isActive(Instance instance) {
        return active.filter(instance::equals).isPresent();
    }

    /** Ends all processes; blocks until they are gone. */
    void close() {
        synchronized (this) {
            closed = true;
            forwarder.close();
            Stream.concat(active.stream(), candidate.stream()).forEach(retiring::add);
        }
        retiring.parallelStream().forEach(instance -> end(instance));
    }

    private synchronized boolean look() {
        if (closed) {
            return false;
        }
        instances().forEach(instance -> instance.process().drain());
        if (state().paused()) {
            return true;
        }
        due.filter(next -> !servesFirst()).ifPresent(this::beginRollout);
        candidate.ifPresent(this::judge);
        active.filter(instance -> !instance.process().isAlive()).ifPresent(this::noticeCrash);
        if (active.isEmpty() && candidate.isEmpty() && !host.clock().instant().isBefore(restartAt)) {
            state().serving().ifPresent(serving -> candidate = start(serving, true));
        }
        return true;
    }

    /** What served before the emulator or the service was stopped comes back before it is replaced. */
    private boolean servesFirst() {
        return active.isEmpty() && crashes == 0 && state().serving().isPresent();
    }

    private void beginRollout(Deployment deployment) {
        candidate.ifPresent(this::retire);
        due = Optional.empty();
        enter(Status.IN_PROGRESS, reason());
        log.append(
                "emulator",
                "Starting " + deployment.buildId().map(id -> "build " + id).orElseGet(deployment::shortName));
        candidate = start(deployment, false);
        if (candidate.isEmpty()) {
            enter(Status.FAILED, reason());
        }
    }

    private Optional<Instance> start(Deployment deployment, boolean restart) {
        try {
            return Optional.of(starter.start(deployment, restart));
        } catch (UncheckedIOException | Refusal failure) {
            log.append("emulator", "Cannot start: " + failure.getMessage());
            postponeRestart();
            return Optional.empty();
        }
    }

    private void judge(Instance instance) {
        if (!instance.process().isAlive()) {
            instance.process().drain();
            giveUp(
                    instance,
                    "ended before it was healthy, with "
                            + (instance.process().exitCode().isPresent()
                                    ? "exit code "
                                            + instance.process().exitCode().getAsInt()
                                    : "no exit code"));
        } else if (instance.probe().isReady()) {
            promote(instance);
        } else if (host.clock().instant().isAfter(instance.startedAt().plus(startLimit))) {
            giveUp(
                    instance,
                    "was not healthy within " + startLimit.toSeconds() + " s: "
                            + instance.probe().lastAnswer());
        }
    }

    private void promote(Instance instance) {
        forwarder.forwardTo(instance.port());
        active.ifPresent(this::retire);
        active = Optional.of(instance);
        candidate = Optional.empty();
        log.append("emulator", instance.name() + " is healthy and serves");
        Reason reason = reason();
        state.write(state().serving(instance.deployment()));
        if (!instance.restart()) {
            crashes = 0;
            enter(Status.COMPLETED, reason);
        } else if (state().isSettled() && due.isEmpty()) {
            enter(Status.COMPLETED, Reason.SCALING);
        }
    }

    private void giveUp(Instance instance, String problem) {
        candidate = Optional.empty();
        retire(instance);
        log.append("emulator", instance.name() + " " + problem);
        if (instance.restart()) {
            postponeRestart();
        } else {
            log.append(
                    "emulator", active.map(old -> old.name() + " keeps serving").orElse("nothing serves"));
            enter(Status.FAILED, reason());
        }
    }

    private void noticeCrash(Instance instance) {
        instance.process().drain();
        forwarder.forwardTo(0);
        active = Optional.empty();
        retire(instance);
        log.append("emulator", instance.name() + " ended by itself; it is started again");
        if (host.clock().instant().isAfter(instance.startedAt().plus(STABLE))) {
            crashes = 0;
        }
        if (state().isSettled()) {
            enter(Status.IN_PROGRESS, Reason.SCALING);
        }
        postponeRestart();
    }

    private void postponeRestart() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(crashes, 10));
        restartAt = host.clock().instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        crashes++;
        if (crashes == CRASHES_UNTIL_FAILED && state().isSettled()) {
            enter(Status.FAILED, Reason.SCALING);
        }
    }

    private void retire(Instance instance) {
        retiring.add(instance);
        host.work(() -> {
            forwarder.drain(instance.port(), DRAIN);
            end(instance);
        });
    }

    private void end(Instance instance) {
        instance.process().end(host.grace());
        instance.lease().close();
        try {
            DurableFiles.delete(instance.directory());
        } catch (IOException leftForTheNextStart) {
            log.append("emulator", "cannot delete " + instance.directory());
        }
        retiring.remove(instance);
    }

    private Reason reason() {
        return state().rollout().map(Rollout::reason).orElse(Reason.DEPLOYING);
    }

    private void enter(Status status, Reason reason) {
        state.write(state().at(new Rollout(status, reason, host.logClock().next())));
        host.happened(Happening.of("service:deployment:status-update", "service", service));
    }

    private ServiceState state() {
        return state.read().orElseThrow();
    }
}
