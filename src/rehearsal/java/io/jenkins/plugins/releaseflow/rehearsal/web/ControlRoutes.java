package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.pages.BuildStop;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DoubtAnswer;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import io.jenkins.plugins.releaseflow.release.Decision;
import java.util.Optional;

/** The paths of Release Flow, the same as on a Jenkins. */
final class ControlRoutes {
    static final String ENVIRONMENT = "/release-flow/environments/{environment}";
    static final String RELEASE = ENVIRONMENT + "/releases/{number}";

    private final ReleaseControl control;
    private final BuildStop builds;
    private final String who;

    ControlRoutes(ReleaseControl control, BuildStop builds, String who) {
        this.control = control;
        this.builds = builds;
        this.who = who;
    }

    void register(Javalin app) {
        app.get(ENVIRONMENT + "/status", request -> send(request, control.status(environment(request))));
        app.post(
                ENVIRONMENT + "/hold",
                request -> send(request, control.hold(environment(request), field(request, "reason"), who)));
        app.post(
                ENVIRONMENT + "/lift",
                request -> send(request, control.lift(environment(request), field(request, "reason"), who)));
        app.post(
                ENVIRONMENT + "/break-lock",
                request -> send(request, control.breakLock(environment(request), field(request, "reason"), who)));
        app.post(
                RELEASE + "/abort",
                request -> send(
                        request,
                        control.abort(
                                environment(request),
                                request.pathParam("number"),
                                field(request, "work"),
                                builds,
                                () -> new Decision(who, field(request, "reason")))));
        app.post(
                RELEASE + "/describe",
                request -> send(
                        request,
                        control.describe(
                                environment(request),
                                request.pathParam("number"),
                                field(request, "description"),
                                who)));
        app.post(
                RELEASE + "/nodes/{node}/resolve",
                request -> send(
                        request,
                        control.resolve(
                                environment(request),
                                request.pathParam("number"),
                                request.pathParam("node"),
                                new DoubtAnswer(
                                        field(request, "resolution"),
                                        field(request, "operation"),
                                        field(request, "reason")),
                                who)));
    }

    private static String environment(Context request) {
        return request.pathParam("environment");
    }

    private static String field(Context request, String name) {
        return Optional.ofNullable(request.formParam(name)).orElse("");
    }

    static void send(Context request, ControlAnswer answer) {
        request.status(answer.status());
        request.contentType("application/json;charset=UTF-8");
        request.result(answer.text());
    }
}
