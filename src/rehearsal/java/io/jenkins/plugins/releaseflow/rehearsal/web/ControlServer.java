package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.ParsedEndpoint;
import io.jenkins.plugins.releaseflow.pages.BuildStop;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.DeliveryControl;
import io.jenkins.plugins.releaseflow.pages.PageDocuments;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import io.jenkins.plugins.releaseflow.pages.RollbackControl;
import io.jenkins.plugins.releaseflow.pages.RunControl;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a rehearsal that is under way, on 127.0.0.1 only, for who can read the {@link ControlFile} of its home: decisions, documents and pages. */
public final class ControlServer implements AutoCloseable {
    private static final int MOST_THREADS = 12;
    private static final int TOKEN_BYTES = 24;

    /** Kept here because a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("io.javalin"), Logger.getLogger("org.eclipse.jetty"));

    /**
     * What is served.
     *
     * @param builds stops the build of the rehearsal
     * @param who id of the user who runs the rehearsal, and so of whoever can read the file
     * @param port on 127.0.0.1; 0 for a free one
     * @param rollbacks plans and starts rollbacks; empty where there are none
     * @param runs has the job release; empty where that is not possible
     */
    public record Served(
            ReleaseControl control,
            PageDocuments documents,
            DeliveryControl delivery,
            BuildStop builds,
            String who,
            int port,
            Optional<RollbackControl> rollbacks,
            Optional<RunControl> runs) {
        /** Without rollbacks, and without other releases than those that are there. */
        public Served(
                ReleaseControl control,
                PageDocuments documents,
                DeliveryControl delivery,
                BuildStop builds,
                String who,
                int port) {
            this(control, documents, delivery, builds, who, port, Optional.empty(), Optional.empty());
        }
    }

    private final Javalin app;
    private final ControlFile file;
    private final ControlFile.Access access;

    private ControlServer(Javalin app, ControlFile file, ControlFile.Access access) {
        this.app = app;
        this.file = file;
        this.access = access;
    }

    /**
     * Starts serving, and says where in the file.
     *
     * @throws java.io.UncheckedIOException where the file can't be written
     * @throws io.javalin.util.JavalinException where the port is taken
     */
    public static ControlServer start(Served served, ControlFile file, RandomGenerator random) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        String token = secret(random);
        String crumb = secret(random);
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("rehearsal-control");
        threads.setDaemon(true);
        Javalin app = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.startupWatcherEnabled = false;
            config.jetty.defaultHost = "127.0.0.1";
            config.jetty.threadPool = threads;
            config.http.disableCompression();
            config.http.prefer405over404 = true;
            // Ours name the version of a document as it is for any host.
            config.http.generateEtags = false;
        });
        app.before(new ControlGate(token, crumb)::check);
        app.exception(HttpResponseException.class, (refused, request) -> refuse(request, refused));
        new ControlRoutes(served.control(), served.builds(), served.who()).register(app);
        DeliveryRoutes delivery = new DeliveryRoutes(served.delivery(), served.who());
        delivery.register(app);
        served.rollbacks().ifPresent(rollbacks -> new RollbackRoutes(rollbacks, served.who()).register(app));
        Optional<RunRoutes> runs = served.runs().map(control -> new RunRoutes(control, served.who()));
        runs.ifPresent(routes -> routes.register(app));
        new PageRoutes(served.control(), served.documents(), delivery, runs, crumb).register(app);
        app.start(served.port());
        ControlFile.Access access = new ControlFile.Access(URI.create("http://127.0.0.1:" + app.port()), token);
        try {
            file.write(access);
        } catch (RuntimeException unusable) {
            app.stop();
            throw unusable;
        }
        return new ControlServer(app, file, access);
    }

    private static String secret(RandomGenerator random) {
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /**
     * Where a browser sees a page.
     *
     * @param path below {@code release-flow/}
     * @return an address that lets whoever has it in; not for any record or log
     */
    public URI pageAddress(String path) {
        return access.address().resolve("/release-flow/" + path + "?" + ControlGate.TOKEN + "=" + access.token());
    }

    /** All paths that are served, each as method and path. */
    List<String> routes() {
        return app.unsafeConfig().pvt.internalRouter.allHttpHandlers().stream()
                .map(ParsedEndpoint::getEndpoint)
                .filter(endpoint -> endpoint.getMethod().isHttpMethod())
                .map(endpoint -> endpoint.getMethod() + " " + endpoint.getPath())
                .toList();
    }

    private static void refuse(Context request, HttpResponseException refused) {
        String message = refused.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.getCode()
                ? request.method() + " is not for this path"
                : String.valueOf(refused.getMessage());
        ControlRoutes.send(request, ControlAnswer.refused(refused.getStatus(), message));
    }

    @Override
    public void close() {
        file.remove();
        app.stop();
    }
}
