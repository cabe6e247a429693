package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import java.util.Optional;

/**
 * What a request says of the command; empty parts leave what is there.
 *
 * @param docker counts for images that a Dockerfile built, and external ones
 * @param buildpack counts for images that a buildpack built
 */
public record CommandConfig(Optional<DockerConfig> docker, Optional<BuildpackConfig> buildpack) {
    /** Leaves everything. */
    public static final CommandConfig NONE = new CommandConfig(Optional.empty(), Optional.empty());
}
