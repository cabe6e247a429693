package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import io.jenkins.plugins.releaseflow.pages.ReleaseControl;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a rehearsal that is under way, on 127.0.0.1 only, for who can read the {@link ControlFile} of its home. */
public final class ControlServer implements AutoCloseable {
    private static final int MOST_THREADS = 12;
    private static final int TOKEN_BYTES = 24;

    /** Kept here because a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("io.javalin"), Logger.getLogger("org.eclipse.jetty"));

    private final Javalin app;
    private final ControlFile file;

    private ControlServer(Javalin app, ControlFile file) {
        this.app = app;
        this.file = file;
    }

    /**
     * Starts serving, and says where in the file.
     *
     * @param who id of the user who runs the rehearsal, and so of whoever can read the file
     * @throws java.io.UncheckedIOException where the file can't be written
     */
    public static ControlServer start(ReleaseControl control, ControlFile file, RandomGenerator random, String who) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
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
        });
        app.before(new ControlGate(token)::check);
        app.exception(HttpResponseException.class, (refused, request) -> refuse(request, refused));
        new ControlRoutes(control, who).register(app);
        app.start(0);
        ControlServer server = new ControlServer(app, file);
        try {
            file.write(new ControlFile.Access(URI.create("http://127.0.0.1:" + app.port()), token));
        } catch (RuntimeException unusable) {
            app.stop();
            throw unusable;
        }
        return server;
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
