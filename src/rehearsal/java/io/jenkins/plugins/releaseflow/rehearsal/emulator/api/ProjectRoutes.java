package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The endpoints of the project itself. */
final class ProjectRoutes {
    private final EmulatedProject project;

    ProjectRoutes(EmulatedProject project) {
        this.project = project;
    }

    void register(Routes routes) {
        routes.account(HandlerType.GET, "/login", call -> Answer.empty());
        routes.account(
                HandlerType.GET,
                "/projects",
                call -> Answer.page(call, "projects", List.of(project), found -> Fields.with("id", found.id())
                        .and("name", found.id())));
        routes.get("", call -> Answer.of(full()));
    }

    private Fields full() {
        List<Map<String, Object>> services = new ArrayList<>();
        project.builds()
                .keySet()
                .forEach(id ->
                        services.add(resource(id).and("serviceType", "build").toMap()));
        project.services()
                .keySet()
                .forEach(id -> services.add(
                        resource(id).and("serviceType", "deployment").toMap()));
        return Fields.with("id", project.id())
                .and("name", project.id())
                .and("deployment", Map.of("region", "local"))
                .and("createdAt", project.createdAt())
                .and("services", services)
                .and(
                        "jobs",
                        project.jobs().keySet().stream()
                                .map(id -> resource(id).and("jobType", "manual").toMap())
                                .toList())
                .and(
                        "addons",
                        project.addons().all().values().stream()
                                .map(addon -> resource(addon.id())
                                        .and("spec", Map.of("type", addon.type()))
                                        .toMap())
                                .toList())
                .and("cluster", Map.of("id", "local", "name", "local"));
    }

    private Fields resource(String id) {
        return Fields.with("id", id).and("appId", project.appId(id)).and("name", id);
    }
}
