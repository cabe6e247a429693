package io.jenkins.plugins.releaseflow.crash;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Stands between a host and the platform as a gateway does, notes the calls, and can have one of the two killed before or after one of them. Safe for use by many threads. */
final class PlatformProxy implements AutoCloseable {
    /** When somebody is killed. */
    enum Side {
        /** The platform never hears of the call. */
        BEFORE,
        /** The platform has dealt with the call, and its answer is lost. */
        AFTER
    }

    private record Trap(Call call, Side side, Runnable kill) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI platform;
    private final Consumer<Call> listener;
    private final Javalin server;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<Call> calls = new LinkedHashSet<>();
    private Optional<Trap> trap = Optional.empty();
    private final Map<String, Integer> changes = new HashMap<>();

    /**
     * @param listener hears of each call before the platform does
     */
    PlatformProxy(URI platform, Consumer<Call> listener) {
        this.platform = platform;
        this.listener = listener;
        this.server = Javalin.create(config -> {
            config.showJavalinBanner = false;
            config.startupWatcherEnabled = false;
            config.jetty.defaultHost = "127.0.0.1";
        });
        for (HandlerType method : List.of(HandlerType.GET, HandlerType.POST, HandlerType.DELETE)) {
            server.addHttpHandler(method, "/*", this::handle);
        }
        server.exception(IOException.class, (noPlatform, context) -> context.status(HttpStatus.BAD_GATEWAY));
        server.start(0);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Has somebody killed at this call, once; what the platform answers is lost. */
    synchronized void killAt(Call call, Side side, Runnable kill) {
        trap = Optional.of(new Trap(call, side, kill));
    }

    /** Whether somebody is still to be killed. */
    synchronized boolean waitsForItsCall() {
        return trap.isPresent();
    }

    /** The calls so far, in order. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    private void handle(Context context) throws IOException {
        Call call = note(context.method().name(), Call.generalised(context.path()));
        listener.accept(call);
        Optional<Trap> sprung = spring(call);
        if (sprung.isPresent()) {
            if (sprung.get().side() == Side.AFTER) {
                forward(context, call);
            }
            sprung.get().kill().run();
            context.status(HttpStatus.BAD_GATEWAY);
            return;
        }
        HttpResponse<byte[]> answer = forward(context, call);
        context.status(answer.statusCode());
        answer.headers().map().forEach((name, values) -> values.stream()
                .filter(value -> name.startsWith("x-ratelimit") || name.equals("content-type"))
                .forEach(value -> context.header(name, value)));
        context.result(answer.body());
    }

    private synchronized Call note(String method, String path) {
        int phase = changes.getOrDefault(Call.resource(path), 0);
        Call call = new Call(phase, method, path, counts.merge(phase + method + path, 1, Integer::sum));
        calls.add(call);
        return call;
    }

    private synchronized Optional<Trap> spring(Call call) {
        Optional<Trap> sprung = trap.filter(set -> set.call().equals(call));
        if (sprung.isPresent()) {
            trap = Optional.empty();
        }
        return sprung;
    }

    private HttpResponse<byte[]> forward(Context context, Call call) throws IOException {
        if (call.changesSomething()) {
            synchronized (this) {
                changes.merge(Call.resource(call.path()), 1, Integer::sum);
            }
        }
        String query = context.queryString() == null ? "" : "?" + context.queryString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(platform + context.path() + query))
                .header(
                        "Authorization",
                        Optional.ofNullable(context.header("Authorization")).orElse(""))
                .header("Content-Type", "application/json")
                .method(context.method().name(), HttpRequest.BodyPublishers.ofByteArray(context.bodyAsBytes()))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
