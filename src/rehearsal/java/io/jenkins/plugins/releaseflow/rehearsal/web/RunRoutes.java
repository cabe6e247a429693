package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.OverrideForm;
import io.jenkins.plugins.releaseflow.pages.RunControl;
import java.util.Optional;

/** The paths on which somebody has a job release, the same as on a Jenkins. */
final class RunRoutes {
    /** The page of a job's releases, which leads there. */
    static final String JOB = "/job/{job}/release-flow";

    /** The page itself. */
    static final String RUN = JOB + "/run";

    private final RunControl control;
    private final String who;

    RunRoutes(RunControl control, String who) {
        this.control = control;
        this.who = who;
    }

    void register(Javalin app) {
        app.post(
                RUN + "/start",
                request -> ControlRoutes.send(
                        request,
                        control.start(
                                request.pathParam("job"),
                                new OverrideForm(
                                        field(request, "name"),
                                        field(request, "description"),
                                        field(request, "allowOlder"),
                                        field(request, "overrides")),
                                who)));
    }

    ControlAnswer offer(Context request) {
        return control.offer(request.pathParam("job"));
    }

    private static String field(Context request, String name) {
        return Optional.ofNullable(request.formParam(name)).orElse("");
    }
}
