package io.jenkins.plugins.releaseflow.delivery;

import java.util.Objects;
import java.util.Optional;

/**
 * How an environment's database is asked for the version of its schema: a job of the platform is run, and the last line of its log is the version. It must only
 * read, since it takes no lock.
 *
 * @param job id of the job
 * @param command command for that run; empty for the job's own
 */
public record SchemaCheck(String job, Optional<String> command) {
    public SchemaCheck {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(command, "command");
    }
}
