package io.jenkins.plugins.releaseflow.platform.northflank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releaseflow.platform.PlatformException;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is said over the socket of one command. Northflank's own client understands text and binary frames, so both are read. The socket calls from one thread at a time.
 */
final class CommandConversation implements WebSocket.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Hears what a command prints, in pieces as they come. */
    interface Printed {
        void out(String piece);

        void err(String piece);
    }

    /**
     * What is to be run.
     *
     * @param words the program and its arguments
     * @param user the user that it runs as; the container's own where empty
     */
    record Invocation(List<String> words, Optional<String> user) {
        Invocation {
            words = List.copyOf(words);
        }
    }

    private final Invocation invocation;
    private final String token;
    private final Printed printed;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    CommandConversation(Invocation invocation, String token, Printed printed) {
        this.invocation = invocation;
        this.token = token;
        this.printed = printed;
    }

    /** Done when Northflank took the command. Fails with REJECTED or UNAUTHORIZED where it did not, and as {@link #lost} where that is not known. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** The exit code. Fails as {@link #begun()} does, also where the connection broke later: then the command may have ended in any way, or go on. */
    CompletableFuture<Integer> exitCode() {
        return exitCode;
    }

    void fail(PlatformException trouble) {
        begun.completeExceptionally(trouble);
        exitCode.completeExceptionally(trouble);
    }

    static PlatformException lost(String why) {
        return new PlatformException(
                PlatformException.Kind.NO_ANSWER,
                "The connection for a command broke: " + why + ". Check that WebSockets get through to the platform");
    }

    @Override
    public void onOpen(WebSocket socket) {
        ObjectNode init = MAPPER.createObjectNode().put("type", "init");
        ObjectNode data = init.putObject("data");
        data.putObject("auth").put("type", "apiToken").put("apiToken", token);
        ObjectNode context = data.putObject("context").put("shell", "none");
        invocation.words().forEach(context.putArray("command")::add);
        invocation.user().ifPresent(user -> context.put("user", user));
        // Binary, as Northflank's own client has it.
        socket.sendBinary(ByteBuffer.wrap(init.toString().getBytes(StandardCharsets.UTF_8)), true);
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            understand(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        byte[] piece = new byte[part.remaining()];
        part.get(piece);
        bytes.writeBytes(piece);
        if (last) {
            understand(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
        }
        socket.request(1);
        return null;
    }

    private void understand(String message) {
        try {
            understand(MAPPER.readTree(message));
        } catch (JsonProcessingException notJson) {
            fail(lost("what came over it can't be understood"));
        }
    }

    private void understand(JsonNode frame) {
        JsonNode data = frame.path("data");
        switch (frame.path("type").asText()) {
            case "init" -> answered(data);
            case "stdOut" -> {
                begun.complete(null);
                printed.out(data.asText());
            }
            case "stdErr" -> {
                begun.complete(null);
                printed.err(data.asText());
            }
            case "completion" -> completed(data);
            case "error" -> {
                String why = data.path("message").asText("no reason given");
                // Once it was taken an error does not tell how far it came.
                fail(begun.isDone() ? lost("Northflank says: " + why) : refused(PlatformException.Kind.REJECTED, why));
            }
            default -> {
                // A kind of frame that came later tells nothing that is needed here.
            }
        }
    }

    private void answered(JsonNode data) {
        if (data.path("auth").asText().equals("successful")) {
            begun.complete(null);
        } else {
            fail(refused(
                    PlatformException.Kind.UNAUTHORIZED, data.path("message").asText("no reason given")));
        }
    }

    private void completed(JsonNode data) {
        begun.complete(null);
        JsonNode code = data.path("exitCode");
        if (code.isInt() && !data.path("status").asText().equals("Unknown")) {
            exitCode.complete(code.intValue());
        } else {
            exitCode.completeExceptionally(lost("Northflank does not know how the command ended; it says: "
                    + data.path("message").asText("nothing more")));
        }
    }

    private static PlatformException refused(PlatformException.Kind kind, String why) {
        return new PlatformException(
                kind, "Northflank did not run the command: " + why + ". Check that the token may run commands");
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        fail(lost("closed with " + code + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        fail(lost(String.valueOf(failure.getMessage())));
    }
}
