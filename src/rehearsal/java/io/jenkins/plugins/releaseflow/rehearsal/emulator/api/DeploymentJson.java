package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildChoice;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildpackConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.CommandConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.DockerConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.ExternalImage;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.Map;
import java.util.Optional;

/** Northflank's JSON for deployments, read and written. */
final class DeploymentJson {
    private static final String REGION = "local";

    private DeploymentJson() {}

    /** The choice of a build or an external image. */
    static Optional<BuildChoice> choice(Body body) {
        Optional<Body> external = body.object("external");
        if (external.isPresent()) {
            if (body.object("internal").isPresent()) {
                throw Refusal.invalid("internal and external exclude each other");
            }
            return external.map(image -> BuildChoice.of(new ExternalImage(
                    image.text("imagePath").orElseThrow(() -> Refusal.invalid("external.imagePath is required")),
                    image.text("credentials"))));
        }
        return body.object("internal")
                .map(internal -> new BuildChoice(
                        internal.text("id"),
                        internal.text("branch"),
                        internal.text("buildSHA"),
                        internal.text("buildId")));
    }

    /** What is said of the command. */
    static CommandConfig command(Body body) {
        return new CommandConfig(docker(body), buildpack(body));
    }

    private static Optional<BuildpackConfig> buildpack(Body body) {
        return body.object("buildpack")
                .map(buildpack -> new BuildpackConfig(
                        buildpack
                                .text("configType")
                                .orElseThrow(() -> Refusal.invalid("buildpack.configType is required")),
                        buildpack.text("customProcess"),
                        buildpack.text("customEntrypoint"),
                        buildpack.text("customCommand")));
    }

    private static Optional<DockerConfig> docker(Body body) {
        return body.object("docker")
                .map(docker -> new DockerConfig(
                        docker.text("configType").orElseThrow(() -> Refusal.invalid("docker.configType is required")),
                        docker.text("customEntrypoint"),
                        docker.text("customCommand")));
    }

    /**
     * A deployment as the deprecated endpoints give it.
     *
     * @param live what really runs, if that can be another one than was asked for
     */
    static Fields view(EmulatedProject project, Optional<Deployment> wanted, Optional<Deployment> live) {
        Fields fields = Fields.with("region", REGION)
                .and("instances", 1)
                .and("docker", docker(wanted))
                .and("buildpack", buildpack(wanted))
                .and("storage", Map.of("ephemeralStorage", Map.of("storageSize", 1024)));
        wanted.ifPresent(deployment -> putImage(fields, project, deployment, live, true));
        return fields;
    }

    /** A deployment inside get-service, which names no build id. */
    static Fields shortView(EmulatedProject project, Optional<Deployment> wanted, Optional<Deployment> live) {
        Fields fields = Fields.with("region", REGION).and("instances", 1);
        wanted.ifPresent(deployment -> putImage(fields, project, deployment, live, false));
        return fields.and("docker", docker(wanted)).and("buildpack", buildpack(wanted));
    }

    private static void putImage(
            Fields fields,
            EmulatedProject project,
            Deployment deployment,
            Optional<Deployment> live,
            boolean complete) {
        if (deployment.image().isEmpty()) {
            fields.and("internal", internal(project, deployment, live, complete));
            return;
        }
        ExternalImage image = deployment.image().get();
        fields.and(
                "external",
                Fields.with("imagePath", image.imagePath())
                        .and("registryProvider", "custom")
                        .and("privateImage", image.credentials().isPresent()));
    }

    private static Fields internal(
            EmulatedProject project, Deployment deployment, Optional<Deployment> live, boolean complete) {
        Fields fields = new Fields();
        if (complete) {
            fields.and("appId", project.appId(deployment.buildService()));
        }
        fields.and("nfObjectId", deployment.buildService())
                .and("nfObjectType", "service")
                .and(
                        "repository",
                        Optional.ofNullable(project.builds().get(deployment.buildService()))
                                .map(service -> service.repository().toUri().toString()))
                .and("branch", deployment.branch());
        if (complete) {
            fields.and("buildId", deployment.buildId());
        }
        return fields.and("buildSHA", deployment.buildSha()).and("deployedSHA", live.flatMap(Deployment::deployedSha));
    }

    private static Fields buildpack(Optional<Deployment> deployment) {
        BuildpackConfig buildpack = deployment.map(Deployment::buildpack).orElse(BuildpackConfig.DEFAULT);
        return Fields.with("configType", buildpack.configType())
                .and("customProcess", buildpack.customProcess())
                .and("customEntrypoint", buildpack.customEntrypoint())
                .and("customCommand", buildpack.customCommand());
    }

    private static Fields docker(Optional<Deployment> deployment) {
        DockerConfig docker = deployment.map(Deployment::docker).orElse(DockerConfig.DEFAULT);
        return Fields.with("configType", docker.configType())
                .and("customEntrypoint", docker.customEntrypoint())
                .and("customCommand", docker.customCommand());
    }
}
