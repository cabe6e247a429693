package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import java.util.Optional;

/**
 * What is deployed, or was asked to be.
 *
 * @param buildService where the build comes from
 * @param branch the branch that was asked for, or the build's
 * @param buildSha what was asked for: a commit, or {@code latest}
 * @param buildId the build it came to; empty when {@code latest} found none
 * @param deployedSha that build's commit
 */
public record Deployment(
        String buildService,
        Optional<String> branch,
        String buildSha,
        Optional<String> buildId,
        Optional<String> deployedSha,
        DockerConfig docker) {

    /** The same build with another command. */
    public Deployment with(DockerConfig other) {
        return new Deployment(buildService, branch, buildSha, buildId, deployedSha, other);
    }
}
