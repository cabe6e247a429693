package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DeliveryControl;
import io.jenkins.plugins.releaseflow.pages.QueryParameters;
import java.util.Optional;

/** The paths of lists and of how environments fare, the same as on a Jenkins. */
final class DeliveryRoutes {
    private static final String DRIFT = ControlRoutes.ENVIRONMENT + "/drift";

    private final DeliveryControl control;
    private final String who;

    DeliveryRoutes(DeliveryControl control, String who) {
        this.control = control;
        this.who = who;
    }

    void register(Javalin app) {
        app.get("/release-flow/releases", request -> ControlRoutes.send(request, control.releases(asked(request))));
        app.get(DRIFT, request -> ControlRoutes.send(request, control.drift(environment(request))));
        app.post(DRIFT + "/check", request -> ControlRoutes.send(request, control.checkDrift(environment(request))));
        app.post(
                DRIFT + "/adopt",
                request -> ControlRoutes.send(
                        request,
                        control.adopt(
                                environment(request),
                                field(request, "target"),
                                field(request, "pin"),
                                field(request, "reason"),
                                who)));
    }

    ControlAnswer figures(Context request) {
        return control.figures(environment(request), asked(request));
    }

    ControlAnswer compare(Context request) {
        return control.compare(environment(request), asked(request));
    }

    private static QueryParameters asked(Context request) {
        return new QueryParameters(request::queryParam);
    }

    private static String environment(Context request) {
        return request.pathParam("environment");
    }

    private static String field(Context request, String name) {
        return Optional.ofNullable(request.formParam(name)).orElse("");
    }
}
