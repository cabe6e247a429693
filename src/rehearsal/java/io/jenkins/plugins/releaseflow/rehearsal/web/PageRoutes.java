package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DocumentTag;
import io.jenkins.plugins.releaseflow.pages.LogPart;
import io.jenkins.plugins.releaseflow.pages.PageDocuments;
import io.jenkins.plugins.releaseflow.pages.PageRights;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import io.jenkins.plugins.releaseflow.pages.ReleaseFilter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The pages of Release Flow, at the addresses that they have on a Jenkins, with the documents that their scripts read. */
final class PageRoutes {
    private static final String ENVIRONMENT = ControlRoutes.ENVIRONMENT;
    private static final String RELEASE = ControlRoutes.RELEASE;

    private final ReleaseControl control;
    private final PageDocuments documents;
    private final DeliveryRoutes delivery;
    private final Optional<RunRoutes> runs;
    private final PageFiles files;

    /**
     * @param runs where releases are run; empty where that is not possible
     * @param crumb what the scripts of the pages are told, and send with every change
     */
    PageRoutes(
            ReleaseControl control,
            PageDocuments documents,
            DeliveryRoutes delivery,
            Optional<RunRoutes> runs,
            String crumb) {
        this.control = control;
        this.documents = documents;
        this.delivery = delivery;
        this.runs = runs;
        this.files = new PageFiles(crumb);
    }

    void register(Javalin app) {
        app.get("/", request -> request.redirect("/release-flow/"));
        app.get(PageFiles.PATH + "{folder}/{file}", files::send);
        page(app, "/release-flow", "environments", this::environments);
        page(app, ENVIRONMENT, "environment", this::environment);
        page(app, ENVIRONMENT + "/figures", "figures", delivery::figures);
        page(app, ENVIRONMENT + "/compare", "compare", delivery::compare);
        page(app, RunRoutes.JOB, "job", this::job);
        runs.ifPresent(known -> page(app, RunRoutes.RUN, "run", known::offer));
        app.get(RELEASE, this::release);
        app.get(RELEASE + "/json", request -> send(request, releaseDocument(request)));
        app.get(RELEASE + "/nodes/{node}/log", this::log);
    }

    private void page(Javalin app, String path, String page, Function<Context, ControlAnswer> json) {
        app.get(path, request -> pageOr(request, page, () -> json.apply(request)));
        app.get(path + "/json", request -> send(request, json.apply(request)));
    }

    private void release(Context request) {
        pageOr(
                request,
                "release",
                () -> control.release(request.pathParam("environment"), request.pathParam("number")));
    }

    private void pageOr(Context request, String page, Supplier<ControlAnswer> document) {
        request.header(Header.VARY, Header.ACCEPT);
        if (Optional.ofNullable(request.header(Header.ACCEPT)).orElse("").contains("text/html")) {
            files.sendShell(request, page);
        } else {
            send(request, document.get());
        }
    }

    private ControlAnswer environments(Context request) {
        return documents.environments(PageRights.all());
    }

    private ControlAnswer environment(Context request) {
        return documents.environment(request.pathParam("environment"), filter(request), PageRights.all());
    }

    private ControlAnswer job(Context request) {
        return documents.job(request.pathParam("job"), filter(request), runs.isPresent());
    }

    private static ReleaseFilter filter(Context request) {
        return ReleaseFilter.of(
                query(request, "search"), query(request, "state"), query(request, "kind"), query(request, "page"));
    }

    private ControlAnswer releaseDocument(Context request) {
        return documents.release(request.pathParam("environment"), request.pathParam("number"), PageRights.all());
    }

    private void log(Context request) {
        String environment = request.pathParam("environment");
        String number = request.pathParam("number");
        String node = request.pathParam("node");
        String which = query(request, "which");
        boolean whole = !query(request, "download").isEmpty();
        Optional<LogPart> first =
                documents.log(environment, number, node, which, whole ? 0 : LogPart.offset(query(request, "start")));
        if (first.isEmpty()) {
            ControlRoutes.send(request, LogPart.MISSING);
            return;
        }
        LogPart part = first.get();
        StringBuilder text = new StringBuilder(new String(part.text(), StandardCharsets.UTF_8));
        while (whole && part.hasMore() && part.text().length > 0) {
            part = documents.log(environment, number, node, which, part.next()).orElseThrow(NotFoundResponse::new);
            text.append(new String(part.text(), StandardCharsets.UTF_8));
        }
        request.header("X-Text-Size", Long.toString(part.next()));
        request.header("X-More-Data", Boolean.toString(part.hasMore()));
        if (whole) {
            request.header(
                    Header.CONTENT_DISPOSITION,
                    "attachment; filename=\""
                            + LogPart.fileName(environment + "-" + number + "-" + node + "-" + which + ".log") + "\"");
        }
        request.contentType("text/plain;charset=UTF-8");
        request.result(text.toString());
    }

    private static void send(Context request, ControlAnswer answer) {
        String tag = DocumentTag.of(answer.text());
        if (!answer.isRefusal() && tag.equals(request.header(Header.IF_NONE_MATCH))) {
            request.status(HttpStatus.NOT_MODIFIED);
        } else {
            request.header(Header.ETAG, tag);
            ControlRoutes.send(request, answer);
        }
    }

    private static String query(Context request, String name) {
        return Optional.ofNullable(request.queryParam(name)).orElse("");
    }
}
