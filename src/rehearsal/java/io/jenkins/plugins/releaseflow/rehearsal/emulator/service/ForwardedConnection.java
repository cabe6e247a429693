package io.jenkins.plugins.releaseflow.rehearsal.emulator.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * One client's connection, passed through to an instance. When that instance is to go, the connection moves to the next
 * one between an answer and the client's next request, so that a client that keeps its connection notices nothing.
 */
final class ForwardedConnection {
    private static final int CONNECT_MILLIS = 1000;
    private static final long IDLE = Duration.ofMillis(200).toNanos();

    private final Socket client;
    private final IntSupplier target;
    private volatile Socket server = new Socket();
    private volatile int port;
    private volatile boolean leaving;
    private volatile boolean waitingForAnswer;
    private volatile long lastMoved = System.nanoTime();

    /**
     * @param target the port of the instance that serves at present; 0: none
     */
    ForwardedConnection(Socket client, IntSupplier target) {
        this.client = client;
        this.target = target;
    }

    /** Connects to the instance that serves at present. */
    void connect() throws IOException {
        int instance = target.getAsInt();
        if (instance == 0) {
            throw new IOException("no instance");
        }
        Socket next = new Socket();
        next.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), instance), CONNECT_MILLIS);
        server = next;
        port = instance;
    }

    /** Passes both directions until one side ends; blocks. */
    void run(ThreadStarter threads) {
        startAnswers(threads);
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int length = client.getInputStream().read(buffer);
                    length >= 0;
                    length = client.getInputStream().read(buffer)) {
                if (leaving && !waitingForAnswer) {
                    moveOn(threads);
                }
                waitingForAnswer = true;
                lastMoved = System.nanoTime();
                server.getOutputStream().write(buffer, 0, length);
            }
            server.shutdownOutput();
        } catch (IOException ended) {
            close();
        }
    }

    private void moveOn(ThreadStarter threads) throws IOException {
        Socket former = server;
        connect();
        leaving = false;
        startAnswers(threads);
        former.close();
    }

    private void startAnswers(ThreadStarter threads) {
        Socket from = server;
        threads.start(() -> passAnswers(from));
    }

    private void passAnswers(Socket from) {
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                lastMoved = System.nanoTime();
                client.getOutputStream().write(buffer, 0, length);
                waitingForAnswer = false;
            }
        } catch (IOException ended) {
            // The other direction learns it from the closed socket.
            closeIfCurrent(from);
        }
        closeIfCurrent(from);
    }

    private void closeIfCurrent(Socket from) {
        if (from == server) {
            close();
        }
    }

    boolean leadsTo(int instance) {
        return port == instance && !client.isClosed();
    }

    /** Makes the connection leave its instance: at once when it is idle, else with the client's next request. */
    void leave() {
        leaving = true;
        if (!waitingForAnswer && System.nanoTime() - lastMoved > IDLE) {
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

    /** Starts something beside the present thread. */
    @FunctionalInterface
    interface ThreadStarter {
        void start(Runnable task);
    }
}
