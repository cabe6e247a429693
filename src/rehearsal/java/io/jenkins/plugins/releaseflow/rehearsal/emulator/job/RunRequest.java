package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildChoice;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.CommandConfig;
import java.util.Map;
import java.util.Optional;

/**
 * What is different for one run.
 *
 * @param plan the plan whose means it may use; the job's own when empty
 */
public record RunRequest(
        Optional<BuildChoice> build, CommandConfig command, Map<String, String> environment, Optional<String> plan) {
    /** A run as the job is set up. */
    public static final RunRequest PLAIN =
            new RunRequest(Optional.empty(), CommandConfig.NONE, Map.of(), Optional.empty());
}
