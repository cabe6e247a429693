package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.CommandConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.Job;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.JobRun;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.JobSettings;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.RunRequest;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.job.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints of jobs and their runs. */
final class JobRoutes {
    private static final String JOB = "/jobs/{jobId}";

    private final EmulatedProject project;
    private final UndocumentedAnswers undocumented;

    JobRoutes(EmulatedProject project, UndocumentedAnswers undocumented) {
        this.project = project;
        this.undocumented = undocumented;
    }

    void register(Routes routes) {
        routes.get(
                "/jobs",
                call -> Answer.page(call, "jobs", List.copyOf(project.jobs().values()), this::brief));
        routes.get(JOB, call -> Answer.of(full(project.job(call))));
        routes.get(JOB + "/deployment", call -> {
            Job job = project.job(call);
            return Answer.of(DeploymentJson.view(project, job.deployment(), job.deployment()));
        });
        routes.post(JOB + "/deployment", call -> {
            Body body = call.body();
            project.job(call).deploy(DeploymentJson.choice(body), DeploymentJson.command(body));
            return Answer.empty();
        });
        for (String path : List.of(JOB, "/jobs/manual/{jobId}", "/jobs/cron/{jobId}")) {
            routes.patch(path, this::change);
        }
        routes.post(JOB + "/settings", this::change);
        routes.post(JOB + "/pause", call -> {
            project.job(call).pause();
            return Answer.empty();
        });
        routes.post(JOB + "/resume", call -> {
            project.job(call).resume(call.body().flag("disabledCD"));
            return Answer.empty();
        });
        registerRuns(routes);
    }

    private void registerRuns(Routes routes) {
        routes.post(JOB + "/runs", call -> {
            JobRun run = project.job(call).run(request(call.body()));
            return Answer.of(Fields.with("id", run.id()).and("runName", run.runName()));
        });
        routes.get(
                JOB + "/runs",
                call -> Answer.page(call, "runs", project.job(call).runs(), this::view));
        routes.get(
                JOB + "/runs/{runId}", call -> Answer.of(view(project.job(call).run(call.path("runId")))));
        routes.delete(JOB + "/runs/{runId}", call -> {
            project.job(call).abort(call.path("runId"));
            return Answer.empty();
        });
        routes.get(JOB + "/containers", this::containers);
        routes.exec(JOB, call -> project.job(call).commandPlace());
        routes.logs(
                JOB + "/logs",
                call -> LogRequest.wants(call, "runtime") ? project.job(call).log(call.query("runId")) : List.of());
    }

    private static RunRequest request(Body body) {
        Optional<Body> deployment = body.object("deployment");
        return new RunRequest(
                deployment.flatMap(DeploymentJson::choice),
                deployment.map(DeploymentJson::command).orElse(CommandConfig.NONE),
                body.texts("runtimeEnvironment"),
                body.object("billing").flatMap(billing -> billing.text("deploymentPlan")));
    }

    private Answer change(Call call) {
        Job job = project.job(call);
        Body body = call.body();
        // The general form nests these settings; the forms for one type of job have them at the top.
        Body settings = body.object("settings").orElse(body);
        JobSettings current = job.settings();
        job.change(new JobSettings(
                settings.text("runOnSourceChange")
                        .or(() -> body.text("runOnSourceChange"))
                        .orElse(current.runOnSourceChange()),
                settings.number("backoffLimit").orElse(current.backoffLimit()),
                settings.number("activeDeadlineSeconds").orElse(current.activeDeadlineSeconds()),
                body.flag("disabledCI").orElse(current.disabledCi())));
        return Answer.empty();
    }

    private Answer containers(Call call) {
        Job job = project.job(call);
        Optional<JobRun> run =
                call.query("runId").map(job::run).or(() -> job.runs().stream().findFirst());
        List<JobRun> shown = run.stream().toList();
        return Answer.page(
                call,
                "containers",
                shown.stream().flatMap(found -> found.containers().stream()).toList(),
                name -> container(run.orElseThrow(), name),
                new Fields().and("runId", run.map(JobRun::id)));
    }

    private static Fields container(JobRun run, String name) {
        String status = status(run, run.container().equals(name));
        return Fields.with("name", name)
                .and("createdAt", run.startedAt().getEpochSecond())
                .and("status", status)
                .and("updatedAt", run.concludedAt().orElse(run.startedAt()).getEpochSecond());
    }

    /** What became of a try is known also where the status of the run does not tell. */
    private static String status(JobRun run, boolean newest) {
        if (!newest) {
            return "TASK_FAILED";
        } else if (run.aborted()) {
            return run.concluded() ? "TASK_KILLED" : "TASK_KILLING";
        } else if (!run.concluded()) {
            return "TASK_RUNNING";
        }
        return run.status() == RunStatus.SUCCESS ? "TASK_FINISHED" : "TASK_FAILED";
    }

    private Fields view(JobRun run) {
        return Fields.with("id", run.id())
                .and("active", run.concluded() ? 0 : 1)
                .and("backoffLimit", run.backoffLimit())
                .and("completions", run.status() == RunStatus.SUCCESS ? 1 : 0)
                .and("concluded", run.concluded())
                .and("failed", run.status() == RunStatus.FAILED ? 1 : 0)
                .and("runName", run.runName())
                .and("status", run.status())
                .and("succeeded", run.status() == RunStatus.SUCCESS ? 1 : 0)
                .and("startedAt", run.startedAt())
                .and("concludedAt", run.concludedAt().or(() -> Optional.of(run.startedAt())
                        .filter(began -> undocumented.tellsEndOfActiveRuns())));
    }

    private Fields brief(Job job) {
        return Fields.with("id", job.id())
                .and("projectId", project.id())
                .and("appId", project.appId(job.id()))
                .and("name", job.id())
                .and("tags", List.of())
                .and("jobType", job.schedule().isPresent() ? "cron" : "manual")
                .and("disabledCI", job.settings().disabledCi())
                .and("disabledCD", job.disabledCd())
                .and("suspended", false);
    }

    /** What is deployed is missing here, as it is in Northflank's answer. */
    private Fields full(Job job) {
        return brief(job)
                .and("createdAt", job.createdAt())
                .and(
                        "deployment",
                        Fields.with("region", "local")
                                .and("docker", Map.of("configType", "default"))
                                .and("buildpack", Map.of("configType", "default"))
                                .and("storage", Map.of("ephemeralStorage", Map.of("storageSize", 1024))))
                .and("billing", Map.of("deploymentPlan", "local"))
                .and("settings", settings(job))
                .and("cluster", Map.of("id", "local", "name", "local"));
    }

    private Fields settings(Job job) {
        Fields settings = Fields.with("backoffLimit", job.settings().backoffLimit())
                .and("activeDeadlineSeconds", job.settings().activeDeadlineSeconds());
        job.schedule()
                .ifPresent(schedule ->
                        settings.and("cron", Fields.with("schedule", schedule).and("concurrencyPolicy", "Forbid")));
        return undocumented.tellsRunOnSourceChange()
                ? settings.and("runOnSourceChange", job.settings().runOnSourceChange())
                : settings;
    }
}
