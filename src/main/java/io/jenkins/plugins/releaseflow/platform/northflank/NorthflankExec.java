package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.PlatformException;
import io.jenkins.plugins.releaseflow.platform.northflank.CommandConversation.Invocation;
import io.jenkins.plugins.releaseflow.platform.northflank.CommandConversation.Printed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs commands in containers over Northflank's WebSocket, as its own JavaScript client does. A command may have run though its outcome is not heard of, and it
 * can't be looked for: nothing here is tried a second time. Safe for use by many threads.
 */
final class NorthflankExec {
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final String base;
    private final Supplier<String> token;
    private final HttpClient client;
    private final Duration limit;

    /**
     * @param base where the API is, without a slash at its end
     * @param limit for a whole command that is waited for
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
     * Runs a command without a shell, and waits for its end.
     *
     * @param path of the addon, service or job below {@code /v1}, for example {@code /projects/shop/addons/orders}
     */
    CompletionStage<Ended> run(String path, List<String> command) {
        Beginnings printed = new Beginnings();
        CommandConversation conversation = start(path, new Invocation(command, Optional.empty()), printed);
        return conversation
                .exitCode()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(code -> new Ended(code, printed.out.toString(), printed.err.toString()));
    }

    /** Starts a command. The connection lasts until its end is told, or is given up. */
    CommandConversation start(String path, Invocation invocation, Printed printed) {
        CommandConversation conversation =
                new CommandConversation(invocation, token.get().strip(), printed);
        URI address = URI.create(base.replaceFirst("^http", "ws") + "/v1/command-exec" + path.replaceFirst("^/v1", ""));
        CompletableFuture<WebSocket> opened = client.newWebSocketBuilder()
                .connectTimeout(NorthflankTransport.TIMEOUT)
                .buildAsync(address, conversation);
        opened.whenComplete((socket, failure) -> {
            if (failure != null) {
                conversation.fail(notOpened(failure));
            }
        });
        conversation.exitCode().whenComplete((code, failure) -> opened.thenAccept(WebSocket::abort));
        return conversation;
    }

    /** Nothing was said before the socket was open, so no command was heard of. */
    private static PlatformException notOpened(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        PlatformException.Kind kind = PlatformException.Kind.UNREACHABLE;
        String why = String.valueOf(cause.getMessage());
        if (cause instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            why = "it was answered with status " + status;
            kind = switch (status) {
                case UNAUTHORIZED -> PlatformException.Kind.UNAUTHORIZED;
                case FORBIDDEN -> PlatformException.Kind.FORBIDDEN;
                case NOT_FOUND -> PlatformException.Kind.NOT_FOUND;
                default -> PlatformException.Kind.UNREACHABLE;
            };
        }
        return new PlatformException(
                kind,
                "The connection for a command could not be made: " + why
                        + ". Check that WebSockets get through to the platform");
    }

    /** Keeps the beginning of what a command prints. */
    private static final class Beginnings implements Printed {
        private final StringBuilder out = new StringBuilder();
        private final StringBuilder err = new StringBuilder();

        @Override
        public void out(String piece) {
            append(out, piece);
        }

        @Override
        public void err(String piece) {
            append(err, piece);
        }

        private static void append(StringBuilder text, String more) {
            text.append(more, 0, Math.min(more.length(), MOST_OUTPUT - text.length()));
        }
    }
}
