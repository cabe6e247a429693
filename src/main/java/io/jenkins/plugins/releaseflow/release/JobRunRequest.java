package io.jenkins.plugins.releaseflow.release;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A run of a job.
 *
 * @param job id of the job
 * @param command command for this run only
 * @param environment variables for this run only. Only their names are recorded, since values may be secret: read from a record, all values are empty.
 * @param migration what is declared of the migration that it runs; kept for a later rollback, and not sent
 */
public record JobRunRequest(String job, Optional<String> command, Map<String, String> environment, Migration migration)
        implements OperationRequest {
    public JobRunRequest {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(command, "command");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(migration, "migration");
    }

    /** A run of which nothing is declared. */
    public JobRunRequest(String job, Optional<String> command, Map<String, String> environment) {
        this(job, command, environment, Migration.undeclared());
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
        return "JobRunRequest[job=" + job + ", command=" + command + ", environment=" + environment.keySet() + "]";
    }
}
