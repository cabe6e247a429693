package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.pages.RollbackControl;
import java.util.Optional;

/** The paths of rollbacks, the same as on a Jenkins. */
final class RollbackRoutes {
    private static final String ROLLBACK = ControlRoutes.RELEASE + "/rollback";

    private final RollbackControl rollbacks;
    private final String who;

    RollbackRoutes(RollbackControl rollbacks, String who) {
        this.rollbacks = rollbacks;
        this.who = who;
    }

    void register(Javalin app) {
        app.get(
                ROLLBACK + "/plan",
                request -> ControlRoutes.send(
                        request,
                        rollbacks.plan(
                                request.pathParam("environment"),
                                request.pathParam("number"),
                                query(request, "database"),
                                query(request, "addon"),
                                query(request, "backup"))));
        app.post(
                ROLLBACK + "/run",
                request -> ControlRoutes.send(
                        request,
                        rollbacks.run(
                                request.pathParam("environment"),
                                request.pathParam("number"),
                                new RollbackControl.Confirmed(
                                        field(request, "database"),
                                        field(request, "addon"),
                                        field(request, "backup"),
                                        field(request, "reason"),
                                        field(request, "confirm"),
                                        field(request, "digest"),
                                        field(request, "preempt")),
                                who)));
    }

    private static String query(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).orElse("");
    }

    private static String field(Context request, String name) {
        return Optional.ofNullable(request.formParam(name)).orElse("");
    }
}
