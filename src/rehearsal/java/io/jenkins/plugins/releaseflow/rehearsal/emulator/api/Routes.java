package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConfig;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.CommandPlace;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Registers endpoints, each under the plain path and under the team's. */
final class Routes {
    private static final List<String> PREFIXES = List.of("/v1", "/v1/teams/{teamId}");

    private static final List<String> EXEC_PREFIXES = List.of("/v1/command-exec", "/v1/command-exec/teams/{teamId}");

    private static final String PROJECT = "/projects/{projectId}";

    private final Javalin app;
    private final Gate gate;
    private final String project;
    private final String token;
    private final UndocumentedAnswers undocumented;
    private final Host host;

    Routes(Javalin app, Gate gate, String project, String token, UndocumentedAnswers undocumented, Host host) {
        this.app = app;
        this.gate = gate;
        this.project = project;
        this.token = token;
        this.undocumented = undocumented;
        this.host = host;
    }

    /** A route below the project. */
    void inProject(HandlerType method, String path, Endpoint endpoint) {
        account(method, PROJECT + path, call -> endpoint.answer(ofProject(call)));
    }

    private Call ofProject(Call call) {
        String wanted = call.path("projectId");
        if (!wanted.equals(project)) {
            throw Refusal.missing("project", "projectId", wanted);
        }
        return call;
    }

    /** A log below the project: a range of it over GET, its tail over a WebSocket. */
    void logs(String path, Function<Call, List<LogLine>> source) {
        get(
                path,
                call -> Answer.array(
                        LogRequest.parse(call, undocumented, host.clock()).select(source.apply(call)).stream()
                                .map(LogRequest::view)
                                .toList()));
        LogTail tail = new LogTail(call -> source.apply(ofProject(call)), frames(), host);
        PREFIXES.forEach(prefix -> socket(prefix + PROJECT + path, tail::configure));
    }

    /**
     * Commands beside a resource of the project, over a WebSocket.
     *
     * @param place where they run; refuses where there is no such resource, and where none of its containers runs
     */
    void exec(String path, Function<Call, CommandPlace> place) {
        CommandSocket socket = new CommandSocket(call -> place.apply(ofProject(call)), frames(), host);
        EXEC_PREFIXES.forEach(prefix -> socket(prefix + PROJECT + path, socket::configure));
    }

    private void socket(String path, Consumer<WsConfig> configure) {
        app.ws(path, config -> {
            config.onConnect(gate::opened);
            configure.accept(config);
        });
    }

    private SocketFrames frames() {
        return new SocketFrames(token, undocumented.binaryFrames());
    }

    void get(String path, Endpoint endpoint) {
        inProject(HandlerType.GET, path, endpoint);
    }

    void post(String path, Endpoint endpoint) {
        inProject(HandlerType.POST, path, endpoint);
    }

    void patch(String path, Endpoint endpoint) {
        inProject(HandlerType.PATCH, path, endpoint);
    }

    void delete(String path, Endpoint endpoint) {
        inProject(HandlerType.DELETE, path, endpoint);
    }

    /** A route above projects. */
    void account(HandlerType method, String path, Endpoint endpoint) {
        PREFIXES.forEach(
                prefix -> app.addHttpHandler(method, prefix + path, context -> gate.handle(context, endpoint)));
    }

    /** A route of the emulator itself, which is not part of Northflank's API. */
    void admin(HandlerType method, String path, Endpoint endpoint) {
        app.addHttpHandler(method, "/emulator" + path, context -> gate.administer(context, endpoint));
    }

    /** What no other route has taken. */
    void rest() {
        for (HandlerType method :
                List.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE)) {
            app.addHttpHandler(
                    method,
                    "/*",
                    context -> gate.handle(context, call -> {
                        throw Refusal.of(404, "not-found", "Not found: " + method + " " + context.path());
                    }));
        }
    }
}
