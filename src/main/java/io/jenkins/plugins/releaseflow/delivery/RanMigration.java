package io.jenkins.plugins.releaseflow.delivery;

import io.jenkins.plugins.releaseflow.release.Migration;
import io.jenkins.plugins.releaseflow.release.NodeState;
import io.jenkins.plugins.releaseflow.release.ReleaseId;
import java.time.Instant;
import java.util.Optional;

/**
 * A job that a release ran, or may have run, and of which nobody said that it changes no schema.
 *
 * @param release the release
 * @param node id of the node
 * @param job id of the job
 * @param command command of that run; empty for the job's own
 * @param migration what the Jenkinsfile declares of it
 * @param state what the node came to, or where it stands
 * @param at when the platform was asked
 */
public record RanMigration(
        ReleaseId release,
        String node,
        String job,
        Optional<String> command,
        Migration migration,
        NodeState state,
        Instant at) {}
