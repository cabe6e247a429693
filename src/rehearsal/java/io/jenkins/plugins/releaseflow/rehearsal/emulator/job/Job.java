package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildCatalog;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildChoice;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.CommandConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Surroundings;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.CronSchedule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.JobSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.StateFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A job of the emulated project. Thread-safe. */
public final class Job {
    private final String id;
    private final JobSpec spec;
    private final BuildCatalog builds;
    private final Host host;
    private final StateFile<JobState> state;
    private final JobRuns runs;
    private Instant scheduledUntil;

    /**
     * @param abortedStatus what an aborted run shows; Northflank does not document it
     */
    public Job(
            String id,
            JobSpec spec,
            Path directory,
            BuildCatalog builds,
            Surroundings surroundings,
            RunStatus abortedStatus,
            Host host) {
        this.id = id;
        this.scheduledUntil = host.clock().instant();
        this.spec = spec;
        this.builds = builds;
        this.host = host;
        this.state = new StateFile<>(directory.resolve("job.json"), JobState.class);
        this.runs = new JobRuns(
                id, directory.resolve("runs"), spec.environment(), builds, surroundings, abortedStatus, host);
        if (state.read().isEmpty()) {
            state.write(new JobState(
                    host.clock().instant(),
                    Optional.empty(),
                    !spec.cd(),
                    false,
                    new JobSettings(spec.runOnSourceChange(), spec.retries(), spec.timeLimit(), false)));
        }
        builds.service(spec.build()).onSuccess(this::built);
    }

    /** Watches again what an earlier emulator left running. */
    public void recover() {
        runs.recover();
        spec.schedule().map(CronSchedule::new).ifPresent(schedule -> host.watch(() -> runWhenDue(schedule)));
    }

    /** Starts a run in each minute of the schedule that begins while the emulator runs; not beside one that goes on. */
    private synchronized boolean runWhenDue(CronSchedule schedule) {
        Instant minute = host.clock().instant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.isAfter(scheduledUntil)) {
            scheduledUntil = minute;
            boolean busy = runs.list().stream().anyMatch(run -> !run.concluded());
            if (schedule.includes(minute) && !isPaused() && !busy) {
                runIfDeployed();
            }
        }
        return true;
    }

    /** When it runs by itself; empty for a job that only runs when it is asked to. */
    public Optional<String> schedule() {
        return spec.schedule();
    }

    public String id() {
        return id;
    }

    private JobState state() {
        return state.read().orElseThrow();
    }

    public Instant createdAt() {
        return state().createdAt();
    }

    public boolean disabledCd() {
        return state().disabledCd();
    }

    public boolean isPaused() {
        return state().paused();
    }

    public JobSettings settings() {
        return state().settings();
    }

    /** What is deployed; empty until something was. */
    public Optional<Deployment> deployment() {
        return state().deployment();
    }

    /** The build service that its images come from. */
    public String buildService() {
        return deployment()
                .map(Deployment::buildService)
                .filter(found -> !found.isEmpty())
                .orElse(spec.build());
    }

    public synchronized void change(JobSettings settings) {
        state.write(state().with(settings));
    }

    public synchronized void pause() {
        state.write(state().with(true, disabledCd()));
    }

    /** Ends the pause, and switches continuous deployment where a value is given. */
    public synchronized void resume(Optional<Boolean> disabledCd) {
        if (!isPaused()) {
            throw Refusal.conflict("job-not-paused", "Job is not paused");
        }
        state.write(state().with(false, disabledCd.orElse(disabledCd())));
    }

    /**
     * Deploys a build, or changes the command of the present one. Continuous deployment is off afterwards. The job runs
     * by itself when it is set to do so always.
     */
    public synchronized void deploy(Optional<BuildChoice> choice, CommandConfig command) {
        Optional<Deployment> next = choice.isPresent()
                ? Optional.of(builds.settle(choice.get(), spec.build(), deployment(), command))
                : deployment().map(current -> current.with(command, deployment()));
        if (next.isEmpty()) {
            throw Refusal.conflict("no-deployment", "No deployment configured");
        }
        state.write(state().deployed(next.get(), true));
        if (choice.isPresent() && settings().runOnSourceChange().equals("always")) {
            runIfDeployed();
        }
    }

    private synchronized void built(Build build) {
        BuildService service = builds.service(spec.build());
        if (disabledCd()
                || settings().disabledCi()
                || isPaused()
                || !BuildCatalog.follows(deployment(), service, build)) {
            return;
        }
        state.write(state().deployed(BuildCatalog.continuous(service, build, deployment()), false));
        if (!settings().runOnSourceChange().equals("never")) {
            runIfDeployed();
        }
    }

    private void runIfDeployed() {
        if (deployment().filter(Deployment::isRunnable).isPresent()) {
            run(RunRequest.PLAIN);
        }
    }

    /**
     * Starts a run.
     *
     * @throws Refusal 409 when there is no build to run
     */
    public synchronized JobRun run(RunRequest request) {
        if (isPaused()) {
            throw Refusal.conflict("job-paused", "Job is paused");
        }
        Deployment deployment = request.build()
                .map(choice -> builds.settle(choice, spec.build(), deployment(), request.command()))
                .or(() -> deployment().map(current -> current.with(request.command(), deployment())))
                .filter(Deployment::isRunnable)
                .orElseThrow(() -> Refusal.conflict("no-deployment", "No deployment configured"));
        String runName = id + "-" + host.identifiers().objectId();
        JobRun run = new JobRun(
                host.identifiers().uuid(),
                runName,
                deployment,
                builds.command(deployment, spec.command()),
                environment(request),
                settings().backoffLimit(),
                settings().activeDeadlineSeconds(),
                List.of(runName + "-" + host.identifiers().suffix()),
                RunStatus.RUNNING,
                false,
                host.clock().instant(),
                Optional.empty());
        runs.start(run);
        return run;
    }

    /** A plan gives a run its means; here it can only be seen. */
    private static Map<String, String> environment(RunRequest request) {
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        request.plan().ifPresent(plan -> environment.put("DEPLOYMENT_PLAN", plan));
        return environment;
    }

    /** All runs, newest first. */
    public List<JobRun> runs() {
        return runs.list();
    }

    /** One run; refused with 404 when there is none of this id. */
    public JobRun run(String runId) {
        return runs.find(runId).orElseThrow(() -> Refusal.missing("job run", "runId", runId));
    }

    /** Asks for the end of a run. */
    public void abort(String runId) {
        JobRun run = run(runId);
        if (run.concluded()) {
            throw Refusal.conflict("job-run-concluded", "The job run has already concluded");
        }
        runs.abort(run);
    }

    /** Where a command in the container of the run that is under way runs. */
    public CommandPlace commandPlace() {
        return runs.list().stream()
                .filter(run -> !run.concluded())
                .findFirst()
                .map(runs::place)
                .orElseThrow(() -> Refusal.conflict("no-container", "No container of job " + id + " is running"));
    }

    /** The log of one run, or of all. */
    public List<LogLine> log(Optional<String> runId) {
        return runs.list().stream()
                .filter(run -> runId.isEmpty() || run.id().equals(runId.get()))
                .flatMap(run -> runs.log(run.id()).read().stream())
                .toList();
    }

    record JobState(
            Instant createdAt,
            Optional<Deployment> deployment,
            boolean disabledCd,
            boolean paused,
            JobSettings settings) {
        JobState with(JobSettings changed) {
            return new JobState(createdAt, deployment, disabledCd, paused, changed);
        }

        JobState with(boolean pause, boolean cdOff) {
            return new JobState(createdAt, deployment, cdOff, pause, settings);
        }

        JobState deployed(Deployment next, boolean cdOff) {
            return new JobState(createdAt, Optional.of(next), cdOff, paused, settings);
        }
    }
}
