package io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment;

import java.util.Optional;

/**
 * What is deployed, or was asked to be.
 *
 * @param buildService where the build comes from; empty for an external image
 * @param branch the branch that was asked for, or the build's
 * @param buildSha what was asked for: a commit, or {@code latest}
 * @param buildId the build it came to; empty when {@code latest} found none
 * @param deployedSha that build's commit
 * @param image the external image; empty for a build
 */
public record Deployment(
        String buildService,
        Optional<String> branch,
        String buildSha,
        Optional<String> buildId,
        Optional<String> deployedSha,
        DockerConfig docker,
        BuildpackConfig buildpack,
        Optional<ExternalImage> image) {
    private static final int SHORT = 8;

    public Deployment {
        // States that earlier versions wrote have neither.
        buildpack = buildpack == null ? BuildpackConfig.DEFAULT : buildpack;
        image = image == null ? Optional.empty() : image;
    }

    /** A build, or none yet. */
    public Deployment(
            String buildService,
            Optional<String> branch,
            String buildSha,
            Optional<String> buildId,
            Optional<String> deployedSha) {
        this(
                buildService,
                branch,
                buildSha,
                buildId,
                deployedSha,
                DockerConfig.DEFAULT,
                BuildpackConfig.DEFAULT,
                Optional.empty());
    }

    /** An external image. */
    public static Deployment of(ExternalImage image) {
        return new Deployment(
                "",
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                DockerConfig.DEFAULT,
                BuildpackConfig.DEFAULT,
                Optional.of(image));
    }

    /** The same with another command. */
    public Deployment with(DockerConfig otherDocker, BuildpackConfig otherBuildpack) {
        return new Deployment(buildService, branch, buildSha, buildId, deployedSha, otherDocker, otherBuildpack, image);
    }

    /** The same with the command that a request says, and for what it does not say that of what was there. */
    public Deployment with(CommandConfig command, Optional<Deployment> before) {
        return with(
                command.docker().or(() -> before.map(Deployment::docker)).orElse(DockerConfig.DEFAULT),
                command.buildpack().or(() -> before.map(Deployment::buildpack)).orElse(BuildpackConfig.DEFAULT));
    }

    /** Whether there is anything to run. */
    public boolean isRunnable() {
        return buildId.isPresent() || image.isPresent();
    }

    /** Whether a container of the one runs the same as one of the other. */
    public boolean runsTheSame(Deployment other) {
        return buildId.equals(other.buildId)
                && image.equals(other.image)
                && docker.equals(other.docker)
                && buildpack.equals(other.buildpack);
    }

    /** A short name for containers: the beginning of the commit or of the digest. */
    public String shortName() {
        return deployedSha.map(sha -> sha.substring(0, SHORT)).orElseGet(() -> Integer.toHexString(image.hashCode()));
    }
}
