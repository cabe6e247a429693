package io.jenkins.plugins.releaseflow.release;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of a job.
 *
 * @param job id of the job
 * @param override what this run does in place of what the job does
 * @param environment variables for this run only. Only their names are recorded, since values may be secret: read from a record, all values are empty.
 * @param migration what is declared of the migration that it runs; kept for a later rollback, and not sent
 * @param image what this run runs in place of what is deployed on the job
 * @param plan the platform's plan that decides what this run may use; the job's own where empty
 * @param concurrency what it does where another run of the job is active
 */
public record JobRunRequest(
        String job,
        CommandOverride override,
        Map<String, String> environment,
        Migration migration,
        Optional<RunImage> image,
        Optional<String> plan,
        Concurrency concurrency)
        implements OperationRequest {
    public JobRunRequest {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(override, "override");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(migration, "migration");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(concurrency, "concurrency");
    }

    /** A run of what is deployed on the job, with a command at most. */
    public JobRunRequest(String job, Optional<String> command, Map<String, String> environment, Migration migration) {
        this(
                job,
                CommandOverride.of(command),
                environment,
                migration,
                Optional.empty(),
                Optional.empty(),
                Concurrency.of(migration));
    }

    /** A run of which nothing is declared. */
    public JobRunRequest(String job, Optional<String> command, Map<String, String> environment) {
        this(job, command, environment, Migration.undeclared());
    }

    /** The command for this run only; empty where it is the job's own, or a process takes its place. */
    public Optional<String> command() {
        return override.command();
    }

    @Override
    public OperationKind kind() {
        return OperationKind.JOB_RUN;
    }

    @Override
    public String resource() {
        return job;
    }

    /** Names only, so that no value reaches a log by accident. */
    @Override
    public String toString() {
        return "JobRunRequest[job=" + job + ", override=" + override.summary() + ", environment=" + environment.keySet()
                + ", image=" + image + ", plan=" + plan + ", concurrency=" + concurrency + "]";
    }
}
