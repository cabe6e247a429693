package io.jenkins.plugins.releaseflow.rehearsal.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.websocket.WsContext;
import io.jenkins.plugins.releaseflow.rehearsal.emulator.state.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** What Northflank's WebSockets have in common: the token comes in the first message, and every message has a type. */
final class SocketFrames {
    private static final int NORMAL_CLOSURE = 1000;

    private final byte[] token;

    SocketFrames(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** The first message's data; empty, and the socket told and closed, where it does not hold the token. */
    Optional<JsonNode> begin(WsContext context, String message) {
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
            context.send(Json.MAPPER.writeValueAsString(
                    Fields.with("type", type).and("data", data).toMap()));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
