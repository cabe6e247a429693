package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs commands in containers over Northflank's WebSocket, as its own JavaScript client does. A command may have run though its outcome is not heard of: only what
 * may be run twice belongs here. Safe for use by many threads.
 */
final class NorthflankExec {
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final Supplier<String> token;
    private final HttpClient client;
    private final Duration limit;

    /**
     * @param base where the API is, without a slash at its end
     * @param limit for a whole command
     */
    NorthflankExec(String base, Supplier<String> token, HttpClient client, Duration limit) {
        this.base = base;
        this.token = token;
        this.client = client;
        this.limit = limit;
    }

    /**
     * How a command ended.
     *
     * @param out the beginning of what it printed
     * @param err the beginning of what it complained about
     */
    record Ended(int exitCode, String out, String err) {}

    /**
     * Runs a command without a shell.
     *
     * @param path of the addon, service or job below {@code /v1}, for example {@code /projects/shop/addons/orders}
     */
    CompletionStage<Ended> run(String path, List<String> command) {
        Conversation conversation = new Conversation(command);
        URI address = URI.create(base.replaceFirst("^http", "ws") + "/v1/command-exec" + path.replaceFirst("^/v1", ""));
        CompletableFuture<WebSocket> opened = client.newWebSocketBuilder()
                .connectTimeout(NorthflankTransport.TIMEOUT)
                .buildAsync(address, conversation);
        opened.whenComplete((socket, failure) -> {
            if (failure != null) {
                conversation.ended.completeExceptionally(lost(failure));
            }
        });
        return conversation
                .ended
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((result, failure) -> opened.thenAccept(WebSocket::abort));
    }

    private static PlatformException lost(Throwable failure) {
        return new PlatformException(
                PlatformException.Kind.NO_ANSWER,
                "The connection for a command broke: " + failure.getMessage()
                        + ". Check that WebSockets get through to the platform");
    }

    /** What is said over one socket. */
    private final class Conversation implements WebSocket.Listener {
        private final List<String> command;
        private final StringBuilder message = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();
        private final CompletableFuture<Ended> ended = new CompletableFuture<>();

        Conversation(List<String> command) {
            this.command = command;
        }

        @Override
        public void onOpen(WebSocket socket) {
            ObjectNode init = MAPPER.createObjectNode().put("type", "init");
            ObjectNode data = init.putObject("data");
            data.putObject("auth")
                    .put("type", "apiToken")
                    .put("apiToken", token.get().strip());
            ObjectNode context = data.putObject("context").put("shell", "none");
            command.forEach(context.putArray("command")::add);
            // Binary, as Northflank's own client has it.
            socket.sendBinary(ByteBuffer.wrap(init.toString().getBytes(StandardCharsets.UTF_8)), true);
            socket.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    understand(MAPPER.readTree(message.toString()));
                } catch (JsonProcessingException notJson) {
                    ended.completeExceptionally(lost(notJson));
                }
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        /** Whether Northflank sends text or binary frames is not documented; its own client takes both. */
        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] read = new byte[part.remaining()];
            part.get(read);
            bytes.writeBytes(read);
            if (!last) {
                socket.request(1);
                return null;
            }
            String text = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
            return onText(socket, text, true);
        }

        private void understand(JsonNode frame) {
            JsonNode data = frame.path("data");
            switch (frame.path("type").asText()) {
                case "init" -> {
                    if (!data.path("auth").asText().equals("successful")) {
                        refuse(data);
                    }
                }
                case "stdOut" -> append(out, data);
                case "stdErr" -> append(err, data);
                case "completion" ->
                    ended.complete(new Ended(data.path("exitCode").asInt(-1), out.toString(), err.toString()));
                case "error" -> refuse(data);
                default -> {
                    // A kind of frame that came later tells nothing that is needed here.
                }
            }
        }

        private void refuse(JsonNode data) {
            ended.completeExceptionally(new PlatformException(
                    PlatformException.Kind.REJECTED,
                    "Northflank did not run the command: "
                            + data.path("message").asText("no reason given")
                            + ". Check that the token may run commands"));
        }

        private void append(StringBuilder text, JsonNode data) {
            String more = data.asText();
            text.append(more, 0, Math.min(more.length(), MOST_OUTPUT - text.length()));
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ended.completeExceptionally(lost(new IllegalStateException("closed with " + code + " " + reason)));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            ended.completeExceptionally(lost(failure));
        }
    }
}
