package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.jenkins.plugins.releaseflow.config.WebhookAddress;
import io.jenkins.plugins.releaseflow.pages.WebhookEndpoint;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Serves the endpoint for webhooks on 127.0.0.1, under the path that it has in a Jenkins. */
final class WebhookServer implements AutoCloseable {
    /** Kept here because a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("io.javalin"), Logger.getLogger("org.eclipse.jetty"));

    private final Javalin app;

    private WebhookServer(Javalin app) {
        this.app = app;
    }

    /** Starts serving on a free port. */
    static WebhookServer start() {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        Javalin app = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.startupWatcherEnabled = false;
            config.jetty.defaultHost = "127.0.0.1";
        });
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT)) {
            app.addHttpHandler(method, "/" + WebhookEndpoint.PATH + "/{platform}", WebhookServer::answer);
        }
        return new WebhookServer(app.start(0));
    }

    private static void answer(Context context) {
        WebhookEndpoint.answer(
                Optional.of(new WebhookAddress("", context.pathParam("platform"))), context.req(), context.res());
    }

    /** Where a platform of that name posts to. */
    URI address(String platform) {
        return URI.create("http://127.0.0.1:" + app.port() + "/" + WebhookEndpoint.PATH + "/" + platform + "/");
    }

    @Override
    public void close() {
        app.stop();
    }
}
