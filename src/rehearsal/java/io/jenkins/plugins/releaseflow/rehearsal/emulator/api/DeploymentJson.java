package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.BuildChoice;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.Deployment;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.deployment.DockerConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.Map;
import java.util.Optional;

/** Northflank's JSON for deployments, read and written. */
final class DeploymentJson {
    private static final String REGION = "local";

    private DeploymentJson() {}

    /** The choice of a build; refused when an external image is asked for, which the emulator cannot run. */
    static Optional<BuildChoice> choice(Body body) {
        if (body.object("external").isPresent()) {
            if (body.object("internal").isPresent()) {
                throw Refusal.invalid("internal and external exclude each other");
            }
            throw Refusal.of(400, "invalid-image", "Unable to verify external image");
        }
        return body.object("internal")
                .map(internal -> new BuildChoice(
                        internal.text("id"),
                        internal.text("branch"),
                        internal.text("buildSHA"),
                        internal.text("buildId")));
    }

    static Optional<DockerConfig> docker(Body body) {
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
                .and("buildpack", Map.of("configType", "default"))
                .and("storage", Map.of("ephemeralStorage", Map.of("storageSize", 1024)));
        wanted.ifPresent(deployment -> fields.and("internal", internal(project, deployment, live, true)));
        return fields;
    }

    /** A deployment inside get-service, which names no build id. */
    static Fields shortView(EmulatedProject project, Optional<Deployment> wanted, Optional<Deployment> live) {
        Fields fields = Fields.with("region", REGION).and("instances", 1);
        wanted.ifPresent(deployment -> fields.and("internal", internal(project, deployment, live, false)));
        return fields.and("docker", docker(wanted)).and("buildpack", Map.of("configType", "default"));
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

    private static Fields docker(Optional<Deployment> deployment) {
        DockerConfig docker = deployment.map(Deployment::docker).orElse(DockerConfig.DEFAULT);
        return Fields.with("configType", docker.configType())
                .and("customEntrypoint", docker.customEntrypoint())
                .and("customCommand", docker.customCommand());
    }
}
