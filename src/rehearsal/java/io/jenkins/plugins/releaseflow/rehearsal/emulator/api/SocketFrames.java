package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What Northflank's WebSockets have in common: the token comes in the first message, and every message has a type. */
final class SocketFrames {
    private static final int NORMAL_CLOSURE = 1000;
    private static final String BEGUN = "begun";

    private final byte[] token;
    private final boolean binary;

    /** @param binary whether what is sent goes in binary frames */
    SocketFrames(String token, boolean binary) {
        this.binary = binary;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Has the data of the first message dealt with, where it holds the token; the socket is told and closed where it does not. Northflank's client sends binary frames for
     * commands and text for logs. What comes later is input, which commands have none of here.
     */
    void onFirst(WsConfig socket, BiConsumer<WsContext, JsonNode> begin) {
        socket.onMessage(context -> receive(context, context.message(), begin));
        socket.onBinaryMessage(context -> receive(
                context,
                new String(context.data(), context.offset(), context.length(), StandardCharsets.UTF_8),
                begin));
    }

    private void receive(WsContext context, String message, BiConsumer<WsContext, JsonNode> begin) {
        if (context.attribute(BEGUN) == null) {
            context.attribute(BEGUN, true);
            begin(context, message).ifPresent(data -> begin.accept(context, data));
        }
    }

    private Optional<JsonNode> begin(WsContext context, String message) {
        try {
            JsonNode init = Json.MAPPER.readTree(message);
            String given = init.at("/data/auth/apiToken").asText();
            if (init.path("type").asText().equals("init")
                    && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8))) {
                return Optional.of(init.path("data"));
            }
        } catch (JsonProcessingException notJson) {
            // Refused as one without a token.
        }
        send(context, "init", Map.of("auth", "failed", "message", "Unauthorized"));
        context.closeSession(NORMAL_CLOSURE, "unauthorized");
        return Optional.empty();
    }

    void refuse(WsContext context, String why) {
        send(context, "error", Map.of("message", why));
        context.closeSession(NORMAL_CLOSURE, "refused");
    }

    void send(WsContext context, String type, Object data) {
        try {
            Map<String, Object> message =
                    Fields.with("type", type).and("data", data).toMap();
            if (binary) {
                context.send(ByteBuffer.wrap(Json.MAPPER.writeValueAsBytes(message)));
            } else {
                context.send(Json.MAPPER.writeValueAsString(message));
            }
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
