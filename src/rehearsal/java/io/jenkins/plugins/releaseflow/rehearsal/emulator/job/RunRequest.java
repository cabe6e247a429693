package io.jenkins.plugins.releaseflow.rehearsal.emulator.job;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildChoice;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.DockerConfig;
import java.util.Map;
import java.util.Optional;

/** What is different for one run: the build, the command, additional variables. */
public record RunRequest(Optional<BuildChoice> build, Optional<DockerConfig> docker, Map<String, String> environment) {
    /** A run as the job is set up. */
    public static final RunRequest PLAIN = new RunRequest(Optional.empty(), Optional.empty(), Map.of());
}
