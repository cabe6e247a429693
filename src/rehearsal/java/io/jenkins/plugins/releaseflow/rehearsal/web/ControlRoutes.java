package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DoubtAnswer;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import java.util.Optional;

/** The paths of Release Flow, the same as on a Jenkins. */
final class ControlRoutes {
    private static final String ENVIRONMENT = "/release-flow/environments/{environment}";
    private static final String RELEASE = ENVIRONMENT + "/releases/{number}";

    private final ReleaseControl control;
    private final String who;

    ControlRoutes(ReleaseControl control, String who) {
        this.control = control;
        this.who = who;
    }

    void register(Javalin app) {
        app.get(
                RELEASE,
                request ->
                        send(request, control.release(request.pathParam("environment"), request.pathParam("number"))));
        app.post(
                RELEASE + "/nodes/{node}/resolve",
                request -> send(
                        request,
                        control.resolve(
                                request.pathParam("environment"),
                                request.pathParam("number"),
                                request.pathParam("node"),
                                new DoubtAnswer(
                                        field(request, "resolution"),
                                        field(request, "operation"),
                                        field(request, "reason")),
                                who)));
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
