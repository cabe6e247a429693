package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogLine;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.log.LogQuery;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Host;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.runtime.Refusal;
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

    private final Function<Call, List<LogLine>> source;
    private final SocketFrames frames;
    private final Host host;

    LogTail(Function<Call, List<LogLine>> source, SocketFrames frames, Host host) {
        this.source = source;
        this.frames = frames;
        this.host = host;
    }

    void configure(WsConfig socket) {
        frames.onFirst(socket, (context, data) -> begin(context));
    }

    private void begin(WsContext context) {
        try {
            Call call = Call.of(context);
            LogQuery query = LogRequest.tail(call, host.clock());
            List<LogLine> earlier = new ArrayList<>(query.select(source.apply(call)));
            if (!query.forward()) {
                Collections.reverse(earlier);
            }
            frames.send(context, "init", Map.of("auth", "successful"));
            new Following(context, call, query).send(earlier);
        } catch (Refusal refusal) {
            frames.refuse(context, refusal.getMessage());
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
                frames.send(
                        context,
                        "log-lines",
                        lines.stream().map(LogRequest::view).toList());
                last = lines.get(lines.size() - 1).time();
            }
        }
    }
}
