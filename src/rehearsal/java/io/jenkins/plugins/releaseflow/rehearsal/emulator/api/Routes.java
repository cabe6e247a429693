package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;

/** Registers endpoints, each under the plain path and under the team's. */
final class Routes {
    private static final List<String> PREFIXES = List.of("/v1", "/v1/teams/{teamId}");

    private final Javalin app;
    private final Gate gate;
    private final String project;

    Routes(Javalin app, Gate gate, String project) {
        this.app = app;
        this.gate = gate;
        this.project = project;
    }

    /** A route below the project. */
    void inProject(HandlerType method, String path, Endpoint endpoint) {
        account(method, "/projects/{projectId}" + path, call -> {
            String wanted = call.path("projectId");
            if (!wanted.equals(project)) {
                throw Refusal.missing("project", "projectId", wanted);
            }
            return endpoint.answer(call);
        });
    }

    void get(String path, Endpoint endpoint) {
        inProject(HandlerType.GET, path, endpoint);
    }

    void post(String path, Endpoint endpoint) {
        inProject(HandlerType.POST, path, endpoint);
    }

    void patch(String path, Endpoint endpoint) {
        inProject(HandlerType.PATCH, path, endpoint);
    }

    void delete(String path, Endpoint endpoint) {
        inProject(HandlerType.DELETE, path, endpoint);
    }

    /** A route above projects. */
    void account(HandlerType method, String path, Endpoint endpoint) {
        PREFIXES.forEach(
                prefix -> app.addHttpHandler(method, prefix + path, context -> gate.handle(context, endpoint)));
    }

    /** A route of the emulator itself, which is not part of Northflank's API. */
    void admin(HandlerType method, String path, Endpoint endpoint) {
        app.addHttpHandler(method, "/emulator" + path, context -> gate.administer(context, endpoint));
    }

    /** What no other route has taken. */
    void rest() {
        for (HandlerType method :
                List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
            app.addHttpHandler(
                    method,
                    "/*",
                    context -> gate.handle(context, call -> {
                        throw Refusal.of(404, "not-found", "Not found: " + method + " " + context.path());
                    }));
        }
    }
}
