package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.Build;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.build.BuildService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.DeploymentService;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.service.Rollout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The endpoints of services of both kinds, and of the deployments of those that have them. */
final class ServiceRoutes {
    private static final String SERVICE = "/services/{serviceId}";

    private final EmulatedProject project;
    private final Duration transitionLag;
    private final Clock clock;
    private final Map<String, Before> before = new ConcurrentHashMap<>();

    /** What a service showed until it was deployed to. */
    private record Before(Optional<Rollout> rollout, Instant until) {}

    /** @param transitionLag how long a service shows the state that it had before it was deployed to */
    ServiceRoutes(EmulatedProject project, Duration transitionLag, Clock clock) {
        this.project = project;
        this.transitionLag = transitionLag;
        this.clock = clock;
    }

    void register(Routes routes) {
        routes.get(
                "/services",
                call -> Answer.page(
                        call,
                        "services",
                        Stream.concat(
                                        project.builds().values().stream().map(this::brief),
                                        project.services().values().stream().map(this::brief))
                                .toList(),
                        fields -> fields));
        routes.get(
                SERVICE,
                call -> Answer.of(
                        project.builds().containsKey(call.path("serviceId"))
                                ? full(project.buildService(call))
                                : full(project.deploymentService(call))));
        routes.get(SERVICE + "/deployment", call -> {
            DeploymentService service = project.deploymentService(call);
            return Answer.of(DeploymentJson.view(project, service.deployment(), service.serving()));
        });
        routes.post(SERVICE + "/deployment", call -> deploy(call, call.body()));
        routes.patch("/services/deployment/{serviceId}", this::patch);
        routes.post(SERVICE + "/pause", call -> {
            project.deploymentService(call).pause();
            return Answer.empty();
        });
        routes.post(SERVICE + "/resume", call -> {
            Body body = call.body();
            project.deploymentService(call).resume(body.flag("disabledCI"), body.flag("disabledCD"));
            return Answer.empty();
        });
        routes.post(SERVICE + "/restart", call -> {
            project.deploymentService(call).restart();
            return Answer.empty();
        });
        routes.get(
                SERVICE + "/containers",
                call -> Answer.page(
                        call, "containers", project.deploymentService(call).containers(), ServiceRoutes::view));
        routes.exec(SERVICE, call -> project.deploymentService(call).commandPlace());
        routes.logs(
                SERVICE + "/logs",
                call -> LogRequest.wants(call, "runtime")
                        ? project.deploymentService(call).log()
                        : List.of());
    }

    private Answer deploy(Call call, Body body) {
        DeploymentService service = project.deploymentService(call);
        Before shown = new Before(service.rollout(), clock.instant().plus(transitionLag));
        service.deploy(DeploymentJson.choice(body), DeploymentJson.command(body));
        before.put(service.id(), shown);
        return Answer.empty();
    }

    private Answer patch(Call call) {
        DeploymentService service = project.deploymentService(call);
        return call.body()
                .object("deployment")
                .map(deployment -> {
                    int instances = deployment
                            .number("instances")
                            .orElseThrow(() -> Refusal.invalid("deployment.instances is required"));
                    if (instances != 1) {
                        throw Refusal.invalid("deployment.instances is " + instances + " but the emulator runs one");
                    }
                    return deploy(call, deployment);
                })
                .orElseGet(() -> Answer.of(Fields.with("id", service.id())));
    }

    private static Fields view(DeploymentService.Container container) {
        long started = container.startedAt().getEpochSecond();
        return Fields.with("name", container.name())
                .and("createdAt", started)
                .and("status", container.status())
                .and("updatedAt", started);
    }

    private Fields brief(DeploymentService service) {
        Fields status = new Fields();
        rollout(service)
                .ifPresent(rollout -> status.and(
                        "deployment",
                        Fields.with("status", rollout.status())
                                .and("reason", rollout.reason())
                                .and("lastTransitionTime", rollout.changedAt())));
        return common(service.id(), "deployment")
                .and("disabledCI", service.disabledCi())
                .and("disabledCD", service.disabledCd())
                .and("status", status);
    }

    private Optional<Rollout> rollout(DeploymentService service) {
        return Optional.ofNullable(before.get(service.id()))
                .filter(earlier -> clock.instant().isBefore(earlier.until()))
                .map(Before::rollout)
                .orElseGet(service::rollout);
    }

    private Fields brief(BuildService service) {
        Fields status = new Fields();
        service.builds().stream()
                .findFirst()
                .ifPresent(build -> status.and(
                        "build",
                        Fields.with("status", build.status())
                                .and("lastTransitionTime", build.concludedAt().orElse(build.createdAt()))));
        return common(service.id(), "build")
                .and("disabledCI", service.disabledCi())
                .and("disabledCD", false)
                .and("status", status);
    }

    private Fields common(String id, String type) {
        return Fields.with("id", id)
                .and("appId", project.appId(id))
                .and("projectId", project.id())
                .and("name", id)
                .and("tags", List.of())
                .and("serviceType", type);
    }

    private Fields full(DeploymentService service) {
        Fields port = Fields.with("id", "p01")
                .and("name", "p01")
                .and("internalPort", service.port())
                .and("protocol", "HTTP")
                .and("public", true)
                .and("dns", "127.0.0.1:" + service.port())
                .and("domains", List.of());
        Fields deployment = DeploymentJson.shortView(project, service.deployment(), service.serving())
                .and("strategy", Map.of("type", "rollout-steady"));
        return brief(service)
                .and("createdAt", service.createdAt())
                .and("billing", Map.of("deploymentPlan", "local"))
                .and("servicePaused", service.isPaused())
                .and("deployment", deployment)
                .and("ports", List.of(port.toMap()))
                .and("cluster", Map.of("id", "local", "name", "local"));
    }

    private Fields full(BuildService service) {
        Fields vcs = Fields.with("projectUrl", service.repository().toUri().toString())
                .and("projectType", "self-hosted")
                .and(
                        "projectBranch",
                        service.builds().stream()
                                .findFirst()
                                .flatMap(Build::branch)
                                .or(service::mainBranch));
        return brief(service)
                .and("createdAt", service.createdAt())
                .and("billing", Map.of("deploymentPlan", "local"))
                .and("buildSource", "git")
                .and("vcsData", vcs)
                .and("cluster", Map.of("id", "local", "name", "local"));
    }
}
