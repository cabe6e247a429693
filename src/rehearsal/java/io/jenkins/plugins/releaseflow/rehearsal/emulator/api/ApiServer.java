package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.FaultRule;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.fault.Faults;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.project.LimitsSpec;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.EmulatorException;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server, on 127.0.0.1 only. */
public final class ApiServer implements AutoCloseable {
    private static final int MOST_THREADS = 64;
    /** Kept here because a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("io.javalin"), Logger.getLogger("org.eclipse.jetty"));

    /** A log may say nothing for long. */
    private static final Duration SILENCE = Duration.ofHours(1);

    private final Javalin app;
    private final RequestLog log = new RequestLog();
    private final Faults faults = new Faults();

    private ApiServer(Javalin app) {
        this.app = app;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for a free one
     * @throws EmulatorException when the port is in use
     */
    public static ApiServer start(
            EmulatedProject project,
            LimitsSpec limits,
            int port,
            String token,
            UndocumentedAnswers undocumented,
            Host host) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 4);
        threads.setName("emulator-http");
        threads.setDaemon(true);
        ApiServer server = new ApiServer(Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.startupWatcherEnabled = false;
            config.jetty.defaultHost = "127.0.0.1";
            config.jetty.threadPool = threads;
            config.http.disableCompression();
            config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(SILENCE));
        }));
        server.register(project, limits, token, undocumented, host);
        try {
            server.app.start(port);
        } catch (JavalinBindException inUse) {
            server.app.stop();
            throw new EmulatorException(
                    "port " + port + " cannot be opened for the emulator's API; end what uses it, or give another",
                    inUse);
        }
        return server;
    }

    private void register(
            EmulatedProject project, LimitsSpec limits, String token, UndocumentedAnswers undocumented, Host host) {
        Gate gate = new Gate(
                token, new RequestLimit(limits, host.clock()), faults, log, undocumented.errorForm(), host.clock());
        Routes routes = new Routes(app, gate, project.id(), token, undocumented, host);
        Downloads downloads = new Downloads(host.identifiers());
        new ProjectRoutes(project).register(routes);
        new AddonRoutes(project, downloads).register(routes);
        new BuildRoutes(project).register(routes);
        new JobRoutes(project, undocumented).register(routes);
        new ServiceRoutes(project, undocumented.transitionLag(), host.clock()).register(routes);
        new NotificationRoutes(project.notifications()).register(routes);
        routes.admin(HandlerType.GET, "/requests", call -> Answer.array(log.list()));
        routes.admin(HandlerType.GET, "/faults", call -> Answer.array(faults.rules()));
        routes.admin(HandlerType.POST, "/faults", this::addFault);
        routes.admin(HandlerType.DELETE, "/faults", call -> {
            faults.clear();
            return Answer.empty();
        });
        app.get(Downloads.PATH + "{key}", downloads::send);
        routes.rest();
    }

    private Answer addFault(Call call) {
        try {
            faults.add(Json.MAPPER.readValue(call.text(), FaultRule.class));
            return Answer.empty();
        } catch (JsonProcessingException wrong) {
            throw Refusal.invalid("not a fault: " + wrong.getOriginalMessage());
        }
    }

    public int port() {
        return app.port();
    }

    /** The faults it plays. */
    public Faults faults() {
        return faults;
    }

    /** The requests it has dealt with, oldest first; the last ten thousand. */
    public List<RecordedRequest> requests() {
        return log.list();
    }

    @Override
    public void close() {
        app.stop();
    }
}
