package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** One client's connection, passed through to one instance. */
final class ForwardedConnection {
    private static final long IDLE = Duration.ofMillis(200).toNanos();

    private final Socket client;
    private final Socket server;
    private final int port;
    private volatile long lastMoved = System.nanoTime();
    private volatile boolean waitingForAnswer;

    ForwardedConnection(Socket client, Socket server, int port) {
        this.client = client;
        this.server = server;
        this.port = port;
    }

    boolean leadsTo(int instance) {
        return port == instance;
    }

    /** Whether no answer is due and nothing has moved for a while, so that closing it disturbs nobody. */
    boolean isIdle() {
        return !waitingForAnswer && System.nanoTime() - lastMoved > IDLE;
    }

    /** Passes on what the client sends, until it stops sending. */
    void passRequests() {
        pass(client, server, true);
    }

    /** Passes on what the instance sends, until it stops sending; then both ends are closed. */
    void passAnswers() {
        pass(server, client, false);
        close();
    }

    private void pass(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                waitingForAnswer = request;
                lastMoved = System.nanoTime();
                to.getOutputStream().write(buffer, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            close();
        }
    }

    void close() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                continue;
            }
        }
    }
}
