package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogQuery;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Northflank's log tail: after an init message with the token, the newest lines and then each new one as it comes. */
final class LogTail {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int NORMAL_CLOSURE = 1000;

    private final Function<Call, List<LogLine>> source;
    private final byte[] token;
    private final Host host;

    LogTail(Function<Call, List<LogLine>> source, String token, Host host) {
        this.source = source;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.host = host;
    }

    void configure(WsConfig socket) {
        socket.onMessage(context -> begin(context, context.message()));
    }

    private void begin(WsContext context, String message) {
        if (!isAuthentic(message)) {
            send(context, "init", Map.of("auth", "failed", "message", "Unauthorized"));
            context.closeSession(NORMAL_CLOSURE, "unauthorized");
            return;
        }
        try {
            Call call = Call.of(context);
            LogQuery query = LogRequest.tail(call, host.clock());
            List<LogLine> earlier = new ArrayList<>(query.select(source.apply(call)));
            if (!query.forward()) {
                Collections.reverse(earlier);
            }
            send(context, "init", Map.of("auth", "successful"));
            new Following(context, call, query).send(earlier);
        } catch (Refusal refusal) {
            send(context, "error", Map.of("message", refusal.getMessage()));
            context.closeSession(NORMAL_CLOSURE, "refused");
        }
    }

    private boolean isAuthentic(String message) {
        try {
            JsonNode init = Json.MAPPER.readTree(message);
            String given = init.at("/data/auth/apiToken").asText();
            return init.path("type").asText().equals("init")
                    && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static void send(WsContext context, String type, Object data) {
        try {
            context.send(Json.MAPPER.writeValueAsString(
                    Fields.with("type", type).and("data", data).toMap()));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** One client that follows a log. */
    private final class Following {
        private final WsContext context;
        private final Call call;
        private final LogQuery query;
        private Instant last;

        Following(WsContext context, Call call, LogQuery query) {
            this.context = context;
            this.call = call;
            this.query = query;
            this.last = query.after();
        }

        void send(List<LogLine> earlier) {
            pass(earlier);
            host.watch(this::look, LOOK_EVERY);
        }

        private boolean look() {
            if (!context.session.isOpen()) {
                return false;
            }
            pass(query.since(last).select(source.apply(call)));
            return true;
        }

        private void pass(List<LogLine> lines) {
            if (!lines.isEmpty()) {
                LogTail.send(
                        context,
                        "log-lines",
                        lines.stream().map(LogRequest::view).toList());
                last = lines.get(lines.size() - 1).time();
            }
        }
    }
}
