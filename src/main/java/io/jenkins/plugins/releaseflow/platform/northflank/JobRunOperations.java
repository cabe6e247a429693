package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.FoundOperation;
import io.jenkins.plugins.releaseflow.platform.OperationStatus;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.MissingResources.Wanted;
import io.jenkins.plugins.releaseflow.release.Baseline;
import io.jenkins.plugins.releaseflow.release.CommandOverride;
import io.jenkins.plugins.releaseflow.release.JobActivity;
import io.jenkins.plugins.releaseflow.release.JobRunRequest;
import io.jenkins.plugins.releaseflow.release.OperationKind;
import io.jenkins.plugins.releaseflow.release.OperationReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Runs of jobs. They carry no key, so a run whose answer was lost is found as the only one that is new. */
final class JobRunOperations implements NorthflankOperations<JobRunRequest> {
    private final NorthflankTransport transport;
    private final NorthflankPaths paths;
    private final NorthflankLists lists;
    private final MissingResources missing;
    private final JobRunEnds ends;

    JobRunOperations(NorthflankTransport transport, NorthflankPaths paths, NorthflankLists lists) {
        this.transport = transport;
        this.paths = paths;
        this.lists = lists;
        this.missing = new MissingResources(lists);
        this.ends = new JobRunEnds(transport, paths);
    }

    @Override
    public CompletionStage<Baseline> baseline(JobRunRequest request) {
        CompletionStage<Baseline> seen = transport
                .get(paths.project("jobs", request.job()))
                .thenCombine(
                        lists.all(runs(request.job()), "runs"),
                        (job, all) -> new Baseline(
                                all.ids(),
                                Optional.empty(),
                                "",
                                false,
                                activity(job.path("data"), all),
                                CommandOverride.UNCHANGED));
        return missing.explain(seen, Wanted.of("job", request.job(), paths.project("jobs"), "jobs"));
    }

    private static JobActivity activity(JsonNode job, Listing runs) {
        Set<String> active = runs.entries().stream()
                .filter(run -> !run.path("concluded").asBoolean())
                .map(run -> run.path("id").asText())
                .collect(Collectors.toSet());
        return new JobActivity(true, active, runOnChange(job), isScheduled(job));
    }

    /** Whether the job runs when its image changes. Northflank's documentation does not say that it tells; where it does, it is in one of these places. */
    private static Optional<String> runOnChange(JsonNode job) {
        return Optional.ofNullable(
                        job.path("settings").path("runOnSourceChange").textValue())
                .or(() -> Optional.ofNullable(job.path("runOnSourceChange").textValue()));
    }

    private static boolean isScheduled(JsonNode job) {
        return job.path("jobType").asText().equals("cron")
                && !job.path("suspended").asBoolean();
    }

    @Override
    public CompletionStage<OperationReference> start(JobRunRequest request, Baseline baseline) {
        ObjectNode body = NorthflankTransport.object();
        if (!request.environment().isEmpty()) {
            ObjectNode variables = body.putObject("runtimeEnvironment");
            request.environment().forEach(variables::put);
        }
        request.plan().ifPresent(plan -> body.putObject("billing").put("deploymentPlan", plan));
        ObjectNode deployment = NorthflankTransport.object();
        request.image().ifPresent(image -> DeploymentOperations.putImage(deployment, image.pin(), image.credentials()));
        CommandBodies.put(deployment, request.override());
        if (!deployment.isEmpty()) {
            body.set("deployment", deployment);
        }
        return transport
                .create(
                        runs(request.job()),
                        body,
                        Set.copyOf(request.environment().values()))
                .thenApply(id -> reference(request, id))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(explained(failure, request)));
    }

    /** Northflank's own words for a job that has nothing to run do not say what to do. */
    private static Throwable explained(Throwable failure, JobRunRequest request) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean nothingToRun = cause instanceof PlatformException trouble
                && trouble.kind() == PlatformException.Kind.CONFLICT
                && trouble.answer()
                        .filter(answer -> answer.message().contains("No deployment configured"))
                        .isPresent();
        if (!nothingToRun) {
            return cause;
        }
        PlatformException trouble = (PlatformException) cause;
        return new PlatformException(
                trouble.kind(),
                trouble.getMessage() + ". Job '" + request.job()
                        + "' has no build to run yet: put one on it with deployBuild build: '…', target: job('"
                        + request.job()
                        + "'), or name one for this run with build or image",
                trouble.answer(),
                trouble.retryAfter(),
                trouble);
    }

    @Override
    public CompletionStage<FoundOperation> find(JobRunRequest request, Baseline baseline) {
        return lists.all(runs(request.job()), "runs").thenCompose(all -> {
            List<OperationReference> fresh = all.ids().stream()
                    .filter(id -> !baseline.operationIds().contains(id))
                    .map(id -> reference(request, id))
                    .toList();
            if (!all.complete()) {
                // An old run can move into such a list when others are deleted, and would look like a new one.
                return CompletableFuture.completedFuture(new FoundOperation.Unclear(
                        "job " + request.job() + " has more runs than can be listed", fresh));
            }
            return switch (fresh.size()) {
                case 0 -> CompletableFuture.completedFuture(new FoundOperation.None());
                case 1 -> unlessSelfRunning(request.job(), fresh.get(0));
                default ->
                    CompletableFuture.completedFuture(new FoundOperation.Unclear(
                            fresh.size() + " runs of " + request.job() + " are new: "
                                    + fresh.stream().map(OperationReference::id).collect(Collectors.joining(", ")),
                            fresh));
            };
        });
    }

    /** The only new run is ours, unless the job also runs without being asked: then to adopt it could be to pass over a migration that never ran. */
    private CompletionStage<FoundOperation> unlessSelfRunning(String job, OperationReference run) {
        return transport.get(paths.project("jobs", job)).thenApply(answer -> {
            JsonNode data = answer.path("data");
            boolean selfRunning = data.path("jobType").asText().equals("cron")
                    || !runOnChange(data).orElse(JobActivity.NEVER).equals(JobActivity.NEVER);
            return selfRunning
                    ? new FoundOperation.Unclear(
                            "job " + job
                                    + " also runs by itself, on a schedule or when its build changes, so its new run "
                                    + run.id() + " may not be this one",
                            List.of(run))
                    : new FoundOperation.One(run);
        });
    }

    @Override
    public CompletionStage<Map<OperationReference, OperationStatus>> observe(Set<OperationReference> references) {
        return ListedOperations.observe(lists, this::runs, "runs", references, NorthflankStatuses::jobRun)
                .thenCompose(ends::explained);
    }

    @Override
    public CompletionStage<Void> stop(OperationReference reference) {
        return transport
                .delete(paths.project("jobs", reference.resource(), "runs", reference.id()))
                .thenAccept(answer -> {});
    }

    private String runs(String job) {
        return paths.project("jobs", job, "runs");
    }

    static OperationReference reference(JobRunRequest request, String id) {
        return new OperationReference(OperationKind.JOB_RUN, request.job(), id, Map.of());
    }
}
