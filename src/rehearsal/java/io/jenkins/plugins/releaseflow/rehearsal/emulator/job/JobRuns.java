package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildCatalog;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Surroundings;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogFile;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.process.ManagedProcess;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Happening;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The runs of one job: starts their processes, watches them and keeps their records and logs. A process that was still
 * running when an emulator ended goes on, and is watched again by the next one. Thread-safe.
 */
final class JobRuns {

    private final String job;
    private final Path directory;
    private final Map<String, String> configured;
    private final BuildCatalog builds;
    private final Surroundings surroundings;
    private final RunStatus abortedStatus;
    private final Host host;
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final Map<String, JobRun> runs = new ConcurrentHashMap<>();

    JobRuns(
            String job,
            Path directory,
            Map<String, String> configured,
            BuildCatalog builds,
            Surroundings surroundings,
            RunStatus abortedStatus,
            Host host) {
        this.job = job;
        this.directory = directory;
        this.configured = configured;
        this.builds = builds;
        this.surroundings = surroundings;
        this.abortedStatus = abortedStatus;
        this.host = host;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> entries = Files.list(directory)) {
                entries.flatMap(entry -> record(entry.getFileName().toString()).read().stream())
                        .forEach(run -> runs.put(run.id(), run));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + directory, failure);
        }
    }

    /** Watches again what an earlier emulator left running. */
    void recover() {
        runs.values().stream().filter(run -> !run.concluded()).forEach(run -> {
            ManagedProcess process = ManagedProcess.reattach(attempt(run), log(run.id()), run.container());
            if (run.aborted()) {
                end(run, "Aborted");
            }
            host.watch(() -> look(run.id(), process));
        });
    }

    /** All runs, newest first. */
    List<JobRun> list() {
        return runs.values().stream()
                .sorted(Comparator.comparing(JobRun::startedAt)
                        .thenComparing(JobRun::id)
                        .reversed())
                .toList();
    }

    Optional<JobRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    LogFile log(String id) {
        return new LogFile(directory.resolve(id).resolve("run.log"), host.logClock());
    }

    /** Records the run and starts its process. */
    synchronized void start(JobRun run) {
        write(run);
        tell("start");
        launch(run);
    }

    private void tell(String event) {
        host.happened(Happening.of("job-run:" + event, "job", job));
    }

    private void launch(JobRun run) {
        try {
            CommandPlace place = place(run);
            ManagedProcess process = ManagedProcess.start(
                    attempt(run),
                    place.directory().orElseThrow(),
                    run.command(),
                    place.environment(),
                    log(run.id()),
                    run.container());
            host.watch(() -> look(run.id(), process));
        } catch (UncheckedIOException | Refusal failure) {
            log(run.id()).append("emulator", "Cannot start: " + failure.getMessage());
            conclude(run, RunStatus.FAILED);
        }
    }

    /** What the process of a run, and a command beside it, finds. */
    CommandPlace place(JobRun run) {
        Path build = builds.directory(run.deployment());
        Map<String, String> environment = new HashMap<>(surroundings.of(configured, run.deployment(), build));
        environment.putAll(run.environment());
        return CommandPlace.of(build, environment);
    }

    /** Asks for the end of the run's process and of all that it started. */
    synchronized void abort(JobRun run) {
        JobRun aborted = runs.get(run.id()).abortion();
        write(aborted);
        end(aborted, "Aborted");
    }

    private void end(JobRun run, String reason) {
        log(run.id()).append("emulator", reason);
        ending.add(run.id());
        host.work(() -> {
            ManagedProcess.reattach(attempt(run), log(run.id()), run.container())
                    .end(host.grace());
            ending.remove(run.id());
        });
    }

    private synchronized boolean look(String id, ManagedProcess process) {
        JobRun run = runs.get(id);
        boolean alive = process.isAlive();
        process.drain();
        // A run is over when all that it started is gone.
        if (alive || ending.contains(id)) {
            if (isOverdue(run) && !run.aborted()) {
                // Marked as aborted so that it is ended once and not tried again.
                write(run.abortion());
                end(run, "The time limit of " + run.timeLimit() + " s is over");
            }
            return true;
        }
        process.drain();
        settle(run, process.exitCode());
        return false;
    }

    private void settle(JobRun run, OptionalInt exitCode) {
        if (exitCode.isPresent() && exitCode.getAsInt() == 0) {
            conclude(run, RunStatus.SUCCESS);
        } else if (run.aborted()) {
            conclude(run, isOverdue(run) ? RunStatus.FAILED : abortedStatus);
        } else if (exitCode.isEmpty()) {
            log(run.id()).append("emulator", "The process ended without an exit code: it was killed from outside");
            conclude(run, RunStatus.FAILED);
        } else if (run.containers().size() <= run.backoffLimit() && !isOverdue(run)) {
            log(run.id()).append("emulator", "Exit code " + exitCode.getAsInt() + "; trying again");
            JobRun retried =
                    run.retried(run.runName() + "-" + host.identifiers().suffix());
            write(retried);
            launch(retried);
        } else {
            conclude(run, RunStatus.FAILED);
        }
    }

    private void conclude(JobRun run, RunStatus end) {
        boolean terminated = run.aborted() && isOverdue(run);
        write(run.ended(end, host.clock().instant()));
        if (end == RunStatus.SUCCESS) {
            tell("success");
        } else if (terminated) {
            tell("terminate");
        } else {
            tell(run.aborted() ? "abort" : "failure");
        }
    }

    private boolean isOverdue(JobRun run) {
        Instant deadline = run.startedAt().plusSeconds(run.timeLimit());
        return host.clock().instant().isAfter(deadline);
    }

    private void write(JobRun run) {
        record(run.id()).write(run);
        runs.put(run.id(), run);
    }

    private Path attempt(JobRun run) {
        return directory.resolve(run.id()).resolve("attempt-" + run.containers().size());
    }

    private StateFile<JobRun> record(String id) {
        return new StateFile<>(directory.resolve(id).resolve("run.json"), JobRun.class);
    }
}
